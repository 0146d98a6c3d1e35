import type { LiveRequest } from './setup.api.ts'

/** What the panel shows of the requests that came: the newest that was stored, and the newest that was not. */
export interface Sighting {
  readonly stored: LiveRequest | null
  readonly refused: LiveRequest | null
}

/** `requests` are newest first. Those to other channels do not count; those with no good key may have been meant for this one. */
export function findSighting(requests: readonly LiveRequest[], channelId: string): Sighting {
  const own = requests.filter((request) => request.channelId === channelId || request.channelId === null)
  const stored = own.find(isStored) ?? null
  const refused = own.find((request) => !isStored(request) || request.verdict === 'partly_accepted') ?? null
  const isNewer = stored === null || refused === null || own.indexOf(refused) <= own.indexOf(stored)
  return { stored, refused: isNewer ? refused : null }
}

/** Robots are stored, too, and curl is one. */
function isStored({ verdict, code, contactId, channelId }: LiveRequest): boolean {
  if (contactId === null || channelId === null) return false
  if (verdict === 'filtered') return code === 'robot'
  return verdict === 'accepted' || verdict === 'accepted_provisional' || verdict === 'partly_accepted'
}
