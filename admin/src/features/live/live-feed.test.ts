import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LivePage, LiveRequest } from './live.api.ts'
import {
  addBatch,
  addOlder,
  clearFeed,
  countWaiting,
  emptyFeed,
  holdFeed,
  loadFeed,
  MAX_ROWS,
} from './live-feed.ts'

function request(n: number): LiveRequest {
  return { id: `r${n}`, at: new Date(n * 1_000).toISOString() } as LiveRequest
}
const batchOf = (...numbers: number[]) => ({ items: numbers.map(request), skipped: 0 })
const pageOf = (nextCursor: string | null, ...numbers: number[]) =>
  ({ items: numbers.map(request), nextCursor, prevCursor: null, position: 'x' }) satisfies LivePage
const idsOf = (rows: readonly LiveRequest[]) => rows.map(({ id }) => id)

describe('The list of requests', () => {
  test('has the newest on top, and each once however often it is told', () => {
    const feed = addBatch(addBatch(loadFeed(emptyFeed, pageOf('c', 2, 1)), batchOf(2, 3, 4)), batchOf(4))
    expect(idsOf(feed.rows)).toEqual(['r4', 'r3', 'r2', 'r1'])
  })

  test('stands still while it is held, counts what comes, and shows that in order afterwards', () => {
    const held = addBatch(holdFeed(loadFeed(emptyFeed, pageOf(null, 1)), true), {
      ...batchOf(2, 3),
      skipped: 5,
    })
    expect([idsOf(held.rows), countWaiting(held)]).toEqual([['r1'], 7])
    const shown = holdFeed(held, false)
    expect([idsOf(shown.rows), countWaiting(shown)]).toEqual([['r3', 'r2', 'r1'], 0])
  })

  test('never holds more than its bound, whatever comes and however it is held', () => {
    const step = fc.oneof(fc.nat(900), fc.boolean())
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let [feed, n] = [emptyFeed, 0]
        for (const one of steps) {
          if (typeof one === 'boolean') feed = holdFeed(feed, one)
          else feed = addBatch(feed, batchOf(...Array.from({ length: one }, () => ++n)))
          expect(feed.rows.length).toBeLessThanOrEqual(MAX_ROWS)
          expect(feed.waiting.length).toBeLessThanOrEqual(MAX_ROWS)
        }
        const { rows } = holdFeed(feed, false)
        expect(idsOf(rows)).toEqual(idsOf(rows.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))))
      }),
      { numRuns: 30 },
    )
  })

  test('goes on with what is older, and is emptied when somebody clears it', () => {
    const older = addOlder(loadFeed(emptyFeed, pageOf('c', 4, 3)), pageOf(null, 3, 2, 1))
    expect([idsOf(older.rows), older.olderCursor]).toEqual([['r4', 'r3', 'r2', 'r1'], null])
    expect(clearFeed(older)).toEqual(emptyFeed)
  })
})
