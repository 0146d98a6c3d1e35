import { expect, test } from 'vitest'
import { idOf, runItem } from '../../../../test/support/sitecore.ts'
import { pageViewProcessor } from './page-view.processor.ts'

const run = (item: Parameters<typeof runItem>[1]) => runItem([pageViewProcessor], item)

test('a page view is a pagevisit at the url as it was sent, its GUID stored dashed in lower case', async () => {
  const item = {
    pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}',
    url: '/arbitrary/url/you/own?q=1',
    title: 'T',
  }
  expect(await run(item)).toMatchObject({
    kind: 'pageView',
    definitionId: idOf('pagevisit'),
    url: '/arbitrary/url/you/own?q=1',
    data: '{"title":"T","pageId":"110d559f-dea5-42ea-9c1c-8a5df7e70ef9"}',
  })
})

test('any text that is not blank is a page id', async () => {
  expect(await run({ pageID: 'surrogate item' })).toMatchObject({
    url: null,
    data: '{"pageId":"surrogate item"}',
  })
})

test('a url of 8,192 characters is the longest', async () => {
  expect(await run({ pageId: 'p', url: 'u'.repeat(8192) })).toMatchObject({ url: 'u'.repeat(8192) })
  expect(await run({ pageId: 'p', url: 'u'.repeat(8193) })).toBe('url_too_long')
})

test.each([
  ['a url alone is no page view', { url: '/a' }, 'unknown_item'],
  ['nor is one with a blank page id', { url: '/a', pageId: ' ' }, 'unknown_item'],
  ['a url that is no text is refused', { url: 5, pageId: 'p' }, 'invalid_url'],
  ['a page id that is no text is refused', { pageId: 5 }, 'invalid_page_id'],
  ['a page id of more than 1,000 characters is refused', { pageId: 'p'.repeat(1001) }, 'invalid_page_id'],
])('%s', async (_title, item, code) => {
  expect(await run(item)).toBe(code)
})
