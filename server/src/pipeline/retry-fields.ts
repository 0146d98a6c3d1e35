import type { Draft } from '../domain/command.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import { parseTimestamp } from './parse-timestamp.ts'

/** What every draft of an item takes over from the members of the item that tell retries and late events. */
export type RetryFields = Pick<Draft, 'messageId' | 'occurredAt' | 'timeSource'>

const MAX_MESSAGE_ID_LENGTH = 128
/** How old, and how far ahead of the server, a client's time is believed to be. */
const MAX_AGE_MS = 72 * 60 * 60_000
const MAX_AHEAD_MS = 5 * 60_000
/** Both names are that long, which spares all other members a closer look. */
const NAME_LENGTH = 'messageId'.length

/**
 * Takes `messageId` and `timestamp`, their names in any case, off an item (docs/spec/waymark.md §6.2, §6.3); null where it has
 * neither, which costs next to nothing. What is not what it should be, and so any other value, stays on the item as
 * the ordinary member that it is. Of two that differ in the case of their names the later one counts.
 */
export function takeRetryFields(
  item: JsonObject,
  receivedAt: number,
): { readonly item: JsonObject; readonly fields: RetryFields } | null {
  let taken: string[] | null = null
  let messageId: string | null = null
  let time: number | null = null
  for (const name of Object.keys(item)) {
    if (name.length !== NAME_LENGTH) continue
    const value = item[name]
    switch (name.toLowerCase()) {
      case 'messageid':
        if (!isMessageId(value)) continue
        messageId = value
        break
      case 'timestamp': {
        const timestamp = typeof value === 'string' ? parseTimestamp(value) : null
        if (timestamp === null) continue
        time = timestamp
        break
      }
      default:
        continue
    }
    taken ??= []
    taken.push(name)
  }
  if (taken === null) return null
  return { item: withoutMembers(item, taken), fields: { messageId, ...clampTime(time, receivedAt) } }
}

function isMessageId(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_MESSAGE_ID_LENGTH
}

function clampTime(time: number | null, receivedAt: number): Pick<Draft, 'occurredAt' | 'timeSource'> {
  if (time === null) return { occurredAt: receivedAt, timeSource: 'server' }
  const occurredAt = Math.min(Math.max(time, receivedAt - MAX_AGE_MS), receivedAt + MAX_AHEAD_MS)
  return { occurredAt, timeSource: occurredAt === time ? 'client' : 'clamped' }
}

function withoutMembers(item: JsonObject, names: readonly string[]): JsonObject {
  // fromEntries, not assignment: a member called `__proto__` must stay a member.
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))
}
