import type { LiveRequest } from './setup.api.ts'

/** Different refusals at once: more nobody mends at once. */
const MOST_REFUSED = 3

/** What the panel shows of the requests that came: the newest that was stored, and what went wrong since, newest first. */
export interface Sighting {
  /** With events, where any had some: what only makes a contact or ends a visit does not replace them. */
  readonly stored: LiveRequest | null
  /** A flush of this visitor came after it. */
  readonly isFlushed: boolean
  /** Each cause once, by its newest request. */
  readonly refused: readonly LiveRequest[]
}

/** `requests` are newest first. Those to other channels do not count; those with no good key may have been meant for this one. */
export function findSighting(requests: readonly LiveRequest[], channelId: string): Sighting {
  const own = requests.filter((request) => request.channelId === channelId || request.channelId === null)
  const withEvents = own.findIndex((request) => isStored(request) && request.items > 0)
  const storedAt = withEvents === -1 ? own.findIndex(isStored) : withEvents
  const stored = own[storedAt] ?? null
  const since = storedAt === -1 ? own : own.slice(0, storedAt + 1)
  const causes = new Map<string, LiveRequest>()
  for (const request of since) {
    const cause = causeOf(request)
    if (isTrouble(request) && !causes.has(cause)) causes.set(cause, request)
  }
  return {
    stored,
    isFlushed: stored !== null && since.some((request) => request !== stored && isFlushOf(request, stored)),
    refused: [...causes.values()].slice(0, MOST_REFUSED),
  }
}

/** What a batch lacked is told item by item, so that each batch is a cause of its own. */
function causeOf({ id, code, verdict, origin, sentKey, message }: LiveRequest): string {
  if (verdict === 'partly_accepted') return id
  return JSON.stringify([code, code === 'origin_not_allowed' ? origin : sentKey, message])
}

/** A flush of nobody stores nothing, and nothing is wrong with it. */
function isTrouble({ verdict, code }: LiveRequest): boolean {
  if (code === 'no_events') return true
  return verdict !== 'accepted' && verdict !== 'accepted_provisional' && code !== 'robot'
}

function isFlushOf(request: LiveRequest, { contactId }: LiveRequest): boolean {
  return request.endpoint === 'flush' && request.contactId === contactId && !isTrouble(request)
}

/** Robots are stored, too, and curl is one. */
function isStored({ verdict, code, contactId, channelId }: LiveRequest): boolean {
  if (contactId === null || channelId === null || code === 'no_events') return false
  if (verdict === 'filtered') return code === 'robot'
  return verdict === 'accepted' || verdict === 'accepted_provisional' || verdict === 'partly_accepted'
}
