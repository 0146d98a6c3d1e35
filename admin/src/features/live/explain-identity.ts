import type { LiveRequestDetails } from './live.api.ts'

type Sentence =
  | 'id_cookie'
  | 'id_header'
  | 'id_contact'
  | 'id_none_new'
  | 'id_none'
  | 'id_noCredentials'
  | 'id_noGuid'
  | 'id_changed'

/** How a request named its visitor, in sentences; the names of the texts. */
export function explainIdentity({
  identity,
  origin,
  headers,
}: Pick<LiveRequestDetails, 'identity' | 'origin' | 'headers'>): Sentence[] {
  const { source, givenId, deviceId, contactId, sentCookies } = identity
  if (source !== 'none') {
    const isChanged = deviceId !== null && givenId !== null && deviceId !== givenId
    return [`id_${source}`, ...(isChanged ? (['id_changed'] as const) : [])]
  }
  // Only pages have an origin, and only browsers keep cookies for them.
  const lacksCredentials = origin !== null && !sentCookies
  const named = headers.find(({ name }) => name.toLowerCase() === 'x-waymark-visitor')?.value ?? ''
  return [
    contactId === null ? 'id_none' : 'id_none_new',
    ...(named !== '' && !namesSomebody(named) ? (['id_noGuid'] as const) : []),
    ...(lacksCredentials ? (['id_noCredentials'] as const) : []),
  ]
}

/** A GUID in any notation, but for the one of zeros: that names nobody (docs/spec/waymark.md §6.1). */
function namesSomebody(text: string): boolean {
  const digits = text.replaceAll(/[{}()\s-]/g, '')
  return /^[0-9a-f]{32}$/i.test(digits) && !/^0+$/.test(digits)
}
