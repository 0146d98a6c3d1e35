import type { KeptType } from '../../domain/rejected-event.ts'

/** What a payload is, in the database: rejected_events.sent. What was withheld has none. */
export const sentNumbers = { withheld: 0, item: 1, body: 2, query: 3 } as const

export function sentOfNumber(sent: number | null): KeptType | null {
  return sentTypes[sent ?? 0] ?? null
}
const sentTypes = [null, 'item', 'body', 'query'] as const

/** What becomes of a rejected event; numbered in this order: rejected_events.state, where the last one is never stored. */
export const rejectedStates = ['waiting', 'replaying', 'replayed', 'discarded', 'unreplayable'] as const
export type RejectedState = (typeof rejectedStates)[number]

export const stateNumbers = { waiting: 0, replaying: 1, replayed: 2, discarded: 3, unreplayable: 4 } as const

export function stateOfNumber(state: number): RejectedState {
  return rejectedStates[state] ?? 'waiting'
}
