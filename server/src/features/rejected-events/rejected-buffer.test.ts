import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restingKeeping } from '../../../test/support/resting-replays.ts'
import type { RejectedEvent } from '../../domain/rejected-event.ts'
import { RejectedBuffer } from './rejected-buffer.ts'

function rejected(more: Partial<RejectedEvent>): RejectedEvent {
  return {
    api: 'sitecore',
    channelId: 1,
    apiKeyId: 1,
    code: 'unknown_goal',
    message: 'There is no such goal.',
    sent: null,
    request: { id: 'r-1', endpoint: 'event' },
    sender: null,
    receivedAt: 0,
    ...more,
  }
}

const total = (counts: readonly { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0)

describe('Rejected events on their way to the database', () => {
  test('are counted in full, and stored in at most 20 samples per key, code and minute', () => {
    const some = fc.record({
      apiKeyId: fc.integer({ min: 1, max: 2 }),
      code: fc.constantFrom('unknown_goal', 'unknown_event'),
      receivedAt: fc.integer({ min: 0, max: 179_999 }),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 300, size: 'max' }), (reported) => {
        const inOrder = reported.toSorted((one, other) => one.receivedAt - other.receivedAt)
        const buffer = new RejectedBuffer(restingKeeping)
        for (const event of inOrder) buffer.add(rejected(event))
        const { events, counts } = buffer.take()
        expect(total(counts)).toBe(inOrder.length)
        const kindOf = ({
          apiKeyId,
          code,
          receivedAt,
        }: Pick<RejectedEvent, 'apiKeyId' | 'code' | 'receivedAt'>) =>
          `${apiKeyId} ${code} ${Math.floor(receivedAt / 60_000)}`
        const kept = Map.groupBy(events, kindOf)
        for (const [kind, all] of Map.groupBy(inOrder, kindOf)) {
          expect(kept.get(kind)?.length).toBe(Math.min(all.length, 20))
        }
        expect(buffer.isEmpty).toBe(true)
      }),
    )
  })

  test('are never more than a thousand: the newest stay, and it is known how many are lost', () => {
    const buffer = new RejectedBuffer(restingKeeping)
    for (let n = 0; n < 1_500; n++) buffer.add(rejected({ code: `code_${n}` }))
    expect(buffer.lost).toEqual({ events: 500, counted: 0 })
    const { events, counts } = buffer.take()
    expect(events.map(({ code }) => code)).toEqual(Array.from({ length: 1_000 }, (_, n) => `code_${n + 500}`))
    expect(total(counts)).toBe(1_500)
  })

  test('lose their oldest counts too, when there are more than ten thousand', () => {
    const buffer = new RejectedBuffer(restingKeeping)
    for (let n = 0; n < 10_003; n++) buffer.add(rejected({ code: `code_${n}` }))
    expect(buffer.lost).toEqual({ events: 9_000, counted: 3 })
    expect(buffer.take().counts[0]).toMatchObject({ code: 'code_3' })
  })

  test('have codes and messages of a bounded length, whatever a plug-in says', () => {
    const buffer = new RejectedBuffer(restingKeeping)
    buffer.add(rejected({ code: 'x'.repeat(1e6), message: 'y'.repeat(1e6) }))
    const [event] = buffer.take().events
    expect(event?.code).toHaveLength(100)
    expect(event?.message).toHaveLength(1_000)
  })
})
