import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCursors, readTimeKey } from './cursors.ts'
import { Problem } from './problem.ts'

const list = { name: 'activities', sort: '-occurredAt', filters: { kind: 'goal' } }
const cursors = createCursors(list, readTimeKey)
const position = {
  key: [1_772_445_600_000, '019cadfd-8900-7000-bd10-e1acc32ee2f1'],
  direction: 'next',
} as const

describe('A cursor', () => {
  test('brings back the place for which it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Date.UTC(9999, 0) }),
        fc.uuid(),
        fc.constantFrom('next' as const, 'previous' as const),
        (at, id, direction) => {
          expect(cursors.read(cursors.write({ key: [at, id], direction }))).toEqual({
            key: [at, id],
            direction,
          })
        },
      ),
    )
  })

  test.each([
    ['another list', { ...list, name: 'visits' }],
    ['another sort', { ...list, sort: 'occurredAt' }],
    ['another filter', { ...list, filters: { kind: 'click' } }],
  ])('of %s is refused', (_what, other) => {
    const foreign = createCursors(other, readTimeKey).write(position)
    expect(() => cursors.read(foreign)).toThrow('This cursor belongs to another list.')
  })

  test('that a client made up is refused, whatever it is', () => {
    const [sort, filter] = JSON.parse(Buffer.from(cursors.write(position), 'base64url').toString())
    const madeUp = fc.oneof(
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc
        .array(fc.jsonValue(), { maxLength: 4 })
        .map((rest) => Buffer.from(JSON.stringify([sort, filter, ...rest])).toString('base64url')),
      fc.constantFrom(
        ...[-1, 1.5, 1e300, null, '0', [0]].map((at) => forge(sort, filter, at, position.key[1])),
      ),
      fc.constantFrom(...['', 'x', null, 5, {}].map((id) => forge(sort, filter, 5, id))),
    )
    fc.assert(
      fc.property(madeUp, (text) => {
        expect(() => cursors.read(text)).toThrow(Problem)
      }),
    )
  })
})

function forge(sort: string, filter: string, at: unknown, id: unknown): string {
  return Buffer.from(JSON.stringify([sort, filter, 'next', at, id])).toString('base64url')
}
