import { defineProcessor, Type, tracked } from '@waymark/server/pipeline'

/**
 * What happens to a cart:
 * `{ "commerceEventId": "Lines Added To Cart", "ShopName": "Storefront", "CartLines": [{ "ProductId": "A-1", "Quantity": 2 }] }`.
 */
export default [
  defineProcessor({
    name: 'commerce',
    api: 'sitecore',
    schema: Type.Object({
      commerceEventId: Type.String({ minLength: 1 }),
      ShopName: Type.String(),
      CartLines: Type.Array(
        Type.Object({
          ProductId: Type.String(),
          Quantity: Type.Number({ exclusiveMinimum: 0 }),
          UnitPrice: Type.Optional(Type.Number()),
        }),
        { minItems: 1, maxItems: 200 },
      ),
    }),
    process({ commerceEventId, ShopName, CartLines }, context) {
      // The page event of that name; one that is not defined refuses the item.
      context.addEvent(commerceEventId, {
        value: ShopName,
        data: {
          cartLines: CartLines.map(({ ProductId, Quantity, UnitPrice = null }) => ({
            productId: ProductId,
            quantity: Quantity,
            unitPrice: UnitPrice,
          })),
        },
      })
      return tracked()
    },
  }),
]
