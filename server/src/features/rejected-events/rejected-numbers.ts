import type { Sent } from '../../domain/rejected-event.ts'

/** What a payload is, in the database: rejected_events.sent. */
export const sentNumbers = { item: 1, body: 2, query: 3 } as const

export function sentOfNumber(sent: number | null): Sent['type'] | null {
  return sentTypes[sent ?? 0] ?? null
}
const sentTypes = [null, 'item', 'body', 'query'] as const

/** What becomes of a rejected event; numbered in this order: rejected_events.state. */
export const rejectedStates = ['waiting', 'replaying', 'replayed', 'discarded'] as const
export type RejectedState = (typeof rejectedStates)[number]

export const stateNumbers = { waiting: 0, replaying: 1, replayed: 2, discarded: 3 } as const

export function stateOfNumber(state: number): RejectedState {
  return rejectedStates[state] ?? 'waiting'
}
