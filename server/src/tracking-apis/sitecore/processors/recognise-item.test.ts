import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemTypes, recogniseItem } from './recognise-item.ts'

const discriminators = ['outcomeId', 'goalId', 'campaignId', 'eventId', 'pageId'] as const

test('an item with several discriminators is of the strongest type, whatever their order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...discriminators], { minLength: 1 }), (names) => {
      const strongest = Math.min(...names.map((name) => discriminators.indexOf(name)))
      expect(recogniseItem(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual({
        type: itemTypes[strongest],
        member: discriminators[strongest],
        id: 'x',
      })
    }),
  )
})

test('a blank discriminator says nothing', () => {
  expect(recogniseItem({ outcomeId: '', goalId: null, eventId: 'Download' })).toMatchObject({ type: 'event' })
  expect(recogniseItem({ outcomeId: ' ', foo: 1 })).toBeNull()
})
