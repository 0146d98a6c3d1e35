import { createTestPipeline } from '@waymark/server/pipeline/testing'
import { expect, test } from 'vitest'
import commerce from './commerce.ts'

const pipeline = createTestPipeline({ plugins: commerce, definitions: { events: ['Lines Added To Cart'] } })
const lines = [
  { ProductId: 'A-1', Quantity: 2 },
  { ProductId: 'B-7', Quantity: 1, UnitPrice: 9.5 },
]
const added = { commerceEventId: 'Lines Added To Cart', ShopName: 'Storefront', CartLines: lines }

test('cart lines give one event with the lines as its data', async () => {
  expect(await pipeline.run('sitecore', added)).toMatchObject({
    status: 'tracked',
    activities: [
      {
        kind: 'event',
        type: 'Lines Added To Cart',
        value: 'Storefront',
        data: {
          cartLines: [
            { productId: 'A-1', quantity: 2, unitPrice: null },
            { productId: 'B-7', quantity: 1, unitPrice: 9.5 },
          ],
        },
      },
    ],
  })
})

test('members and the name of the event are found in any case', async () => {
  const item = {
    CommerceEventId: 'lines added to cart',
    shopName: 'Storefront',
    cartlines: [{ productid: 'A-1', QUANTITY: 2 }],
  }
  expect(await pipeline.run('sitecore', item)).toMatchObject({
    activities: [{ type: 'Lines Added To Cart', data: { cartLines: [{ productId: 'A-1', quantity: 2 }] } }],
  })
})

test.each([
  ['an event that nobody defined', { ...added, commerceEventId: 'Cart Burnt' }, 'unknown_event'],
  ['no lines', { ...added, CartLines: [] }, 'unknown_item'],
  ['a line of nothing', { ...added, CartLines: [{ ProductId: 'A-1', Quantity: 0 }] }, 'unknown_item'],
])('an item with %s is refused', async (_title, item, code) => {
  expect(await pipeline.run('sitecore', item)).toMatchObject({ status: 'failed', code })
})
