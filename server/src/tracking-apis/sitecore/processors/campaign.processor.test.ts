import { expect, test } from 'vitest'
import { guidOf, idOf, runItem } from '../../../../test/support/sitecore.ts'
import { campaignProcessor } from './campaign.processor.ts'

const run = (item: Parameters<typeof runItem>[1]) => runItem([campaignProcessor], item)

test('a campaign by name or GUID gives an activity of it, its extra fields kept', async () => {
  for (const campaignId of ['Spring', guidOf('Spring')]) {
    expect(await run({ campaignId, source: 'tag' })).toMatchObject({
      kind: 'campaign',
      definitionId: idOf('Spring'),
      points: 0,
      data: '{"source":"tag"}',
    })
  }
})

test.each([
  ['a campaign that nobody defined is refused', { campaignId: 'nope' }, 'unknown_campaign'],
  ['the name of a goal is no campaign', { campaignId: 'Register' }, 'unknown_campaign'],
  ['a number is no campaign id', { campaignId: 5 }, 'invalid_campaign_id'],
  ['a blank campaign id is none', { campaignId: '' }, 'unknown_item'],
])('%s', async (_title, item, code) => {
  expect(await run(item)).toBe(code)
})
