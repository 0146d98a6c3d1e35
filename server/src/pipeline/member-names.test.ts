import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { createMemberNamer } from './member-names.ts'

const name = createMemberNamer(
  Type.Object({
    ShopName: Type.String(),
    CartLines: Type.Array(Type.Object({ ProductId: Type.String() })),
    More: Type.Optional(Type.Object({ Deep: Type.String() })),
  }),
)

test('members get the names of the schema, nested ones too, and others keep theirs', () => {
  const sent = {
    shopname: 'a',
    CARTLINES: [{ productID: 'x', Other: 1 }, { ProductId: 'y' }],
    more: { deep: 'z' },
    Foo: 2,
  }
  expect(name(sent)).toEqual({
    ShopName: 'a',
    CartLines: [{ ProductId: 'x', Other: 1 }, { ProductId: 'y' }],
    More: { Deep: 'z' },
    Foo: 2,
  })
  expect(sent).toHaveProperty('shopname')
})

test('a value that is as it should be, or nothing like it, is given back itself', () => {
  const fitting = { ShopName: 'a', CartLines: [{ ProductId: 'x' }], Foo: 1 }
  for (const value of [fitting, {}, [fitting], 'text', null]) expect(name(value)).toBe(value)
})

test('of two members that differ only in case the later one counts, and __proto__ is a member as any other', () => {
  expect(name({ SHOPNAME: 'a', shopName: 'b' })).toEqual({ ShopName: 'b' })
  expect(JSON.stringify(name(JSON.parse('{"shopname":"a","__proto__":{"x":1}}')))).toBe(
    '{"ShopName":"a","__proto__":{"x":1}}',
  )
})
