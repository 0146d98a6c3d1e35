import type { LiveRequestDetails } from './live.api.ts'

type Sentence =
  | 'id_cookie'
  | 'id_header'
  | 'id_contact'
  | 'id_none_new'
  | 'id_none'
  | 'id_noCredentials'
  | 'id_changed'

/** How a request named its visitor, in sentences; the names of the texts. */
export function explainIdentity({
  identity,
  origin,
}: Pick<LiveRequestDetails, 'identity' | 'origin'>): Sentence[] {
  const { source, givenId, deviceId, contactId, sentCookies } = identity
  if (source !== 'none') {
    const isChanged = deviceId !== null && givenId !== null && deviceId !== givenId
    return [`id_${source}`, ...(isChanged ? (['id_changed'] as const) : [])]
  }
  // Only pages have an origin, and only browsers keep cookies for them.
  const lacksCredentials = origin !== null && !sentCookies
  const sentences: Sentence[] = [contactId === null ? 'id_none' : 'id_none_new']
  return lacksCredentials ? [...sentences, 'id_noCredentials'] : sentences
}
