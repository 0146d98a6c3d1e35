import { expect, test } from 'vitest'
import { runProcessor } from '../../../../test/support/xperience.ts'
import { clickProcessor } from './click.ts'

const run = (item: Record<string, string>) => runProcessor(clickProcessor, item)

test('a click needs a value that says something', async () => {
  expect(await run({ type: 'Click', value: 'Buy' })).toMatchObject({
    status: 'tracked',
    drafts: [{ kind: 'click', value: 'Buy', url: null, referrer: null, data: null }],
  })
  for (const item of [{ type: 'click' }, { type: 'click', value: ' \t' }]) {
    expect(await run(item)).toMatchObject({ status: 'failed', code: 'missing_value' })
  }
})

test('another type is not its business', async () => {
  expect(await run({ type: 'pagevisit', value: 'Buy' })).toMatchObject({
    status: 'failed',
    code: 'unknown_item',
  })
})
