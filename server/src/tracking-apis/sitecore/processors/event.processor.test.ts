import { expect, test } from 'vitest'
import { guidOf, idOf, runItem } from '../../../../test/support/sitecore.ts'
import { eventProcessor } from './event.processor.ts'

const run = (item: Parameters<typeof runItem>[1]) => runItem([eventProcessor], item)

test('a page event by name or GUID gives an activity of it, its extra fields kept', async () => {
  for (const eventId of ['Download', guidOf('Download')]) {
    expect(await run({ eventId, source: 'tag' })).toMatchObject({
      kind: 'event',
      definitionId: idOf('Download'),
      points: 5,
      data: '{"source":"tag"}',
    })
  }
})

test.each([
  ['a page event that nobody defined is refused', { eventId: 'nope' }, 'unknown_event'],
  ['the name of a goal is no page event', { eventId: 'Register' }, 'unknown_event'],
  ['a number is no page event id', { eventId: 5 }, 'invalid_event_id'],
  ['a blank page event id is none', { eventId: '' }, 'unknown_item'],
])('%s', async (_title, item, code) => {
  expect(await run(item)).toBe(code)
})
