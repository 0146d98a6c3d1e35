import type { LiveRequest, SetUpChannel } from './setup.api.ts'

/** Different refusals at once: more nobody mends at once. */
const MOST_REFUSED = 3

/** What the panel shows of the requests that came: the newest that was stored, and what went wrong since, newest first. */
export interface Sighting {
  /** With events, where any had some: what only makes a contact or ends a visit does not replace them. */
  readonly stored: LiveRequest | null
  /** A flush of this visitor came after it. */
  readonly isFlushed: boolean
  readonly refused: readonly Trouble[]
}

/** What went wrong in the same way, once or more often. */
export interface Trouble {
  readonly cause: string
  /** The newest one. */
  readonly request: LiveRequest
  readonly count: number
}

/**
 * `requests` are newest first. Those to other channels do not count; those with no good key may have been meant for this
 * one, if it was there already.
 */
export function findSighting(
  requests: readonly LiveRequest[],
  { id, createdAt }: Pick<SetUpChannel, 'id' | 'createdAt'>,
): Sighting {
  const own = requests.filter(
    ({ channelId, at }) => channelId === id || (channelId === null && at >= createdAt),
  )
  const withEvents = own.findIndex((request) => isStored(request) && request.items > 0)
  const storedAt = withEvents === -1 ? own.findIndex(isStored) : withEvents
  const stored = own[storedAt] ?? null
  const since = storedAt === -1 ? own : own.slice(0, storedAt + 1)
  const causes = new Map<string, Trouble>()
  for (const request of since.filter(isTrouble)) {
    const cause = causeOf(request)
    const { request: newest = request, count = 0 } = causes.get(cause) ?? {}
    causes.set(cause, { cause, request: newest, count: count + 1 })
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
