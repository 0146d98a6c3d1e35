import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, parseGuid, timeOfId } from '../domain/ids.ts'
import type { UnplacedDraft } from './drafts.ts'
import { endOfNames, placeReplayed, type Replayable, replayedContact } from './replay.ts'

const rejected = (id: string, receivedAt: number) => ({ id, receivedAt }) as Replayable
const draft = (item: number, more: Partial<UnplacedDraft> = {}) =>
  ({ item, messageId: null, timeSource: 'server', ...more }) as UnplacedDraft

describe('What a replay stores', () => {
  const ids = fc.integer({ min: 1, max: Date.UTC(2200, 0) }).map((at) => newId(at))

  test('has ids that are those of any other replay of the same event, in their order, and of no other event', () => {
    fc.assert(
      fc.property(
        ids,
        ids,
        fc.integer({ min: 0, max: Date.UTC(2200, 0) }),
        fc.integer({ min: 1, max: 1_000 }),
        (id, other, at, count) => {
          fc.pre(id !== other)
          const drafts = Array.from({ length: count }, (_, item) => draft(item))
          const placed = placeReplayed(drafts, rejected(id, at)).map((one) => one.id)
          expect(placeReplayed(drafts, rejected(id, at)).map((one) => one.id)).toEqual(placed)
          expect(placed).toEqual(placed.toSorted())
          expect(new Set(placed).size).toBe(count)
          for (const one of placed) {
            expect(parseGuid(one)).toBe(one)
            expect(timeOfId(one)).toBe(at)
            expect(one.endsWith(`-${endOfNames(id)}`)).toBe(true)
          }
          expect(endOfNames(other)).not.toBe(endOfNames(id))
          expect(parseGuid(replayedContact(id))).toBe(replayedContact(id))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('keeps the id and the time of the client, and has others where it gave none', () => {
    const [own, named] = placeReplayed(
      [draft(0, { messageId: 'm-1', timeSource: 'client' }), draft(1)],
      rejected('0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b', 5),
    )
    expect(own).toMatchObject({ messageId: 'm-1', timeSource: 'client' })
    expect(named).toMatchObject({
      messageId: 'replay/0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b/1',
      timeSource: 'replayed',
    })
  })
})
