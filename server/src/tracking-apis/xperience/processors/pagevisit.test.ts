import { expect, test } from 'vitest'
import { runProcessor } from '../../../../test/support/xperience.ts'
import { pagevisitProcessor } from './pagevisit.ts'

const run = (item: Record<string, string>) => runProcessor(pagevisitProcessor, item)

test('a pagevisit is a page view of its url, with the value as title', async () => {
  expect(
    await run({ type: 'PageVisit', url: '/a', value: 'Title', referrer: '/b', colour: 'red' }),
  ).toMatchObject({
    status: 'tracked',
    drafts: [{ kind: 'pageView', url: '/a', value: 'Title', referrer: '/b', data: '{"colour":"red"}' }],
  })
})

test('a pagevisit without a url is refused, a value it needs not', async () => {
  expect(await run({ type: 'pagevisit', value: 'Title' })).toMatchObject({
    status: 'failed',
    code: 'missing_url',
  })
  expect(await run({ type: 'pagevisit', url: '/a' })).toMatchObject({
    status: 'tracked',
    drafts: [{ value: null }],
  })
})

test('another type is not its business', async () => {
  expect(await run({ type: 'click', url: '/a' })).toMatchObject({ status: 'failed', code: 'unknown_item' })
})
