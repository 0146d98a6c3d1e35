import { type ContactFieldName, contactFieldNames } from './contact-fields.ts'
import { type ReferrerChannel, referrerChannels } from './traffic-channel.ts'

/**
 * What many contacts have in common and lists are filtered by, as a number each: contact_state.facets holds those of a
 * contact, in which an index finds them. The upper bits say what it is, the lower ones which. A contact keeps what was
 * once true of it, so nothing that may end is here. (Rows of older versions hold a kind 5, which nobody reads.)
 */
const kinds = { definition: 0, channel: 1, referrer: 2, device: 3, country: 4, consent: 6, field: 7 } as const

/** 134 million: more definitions or channels than anybody sets up. */
const BITS = 27

function facetOf(kind: keyof typeof kinds, value: number): number {
  return kinds[kind] * 2 ** BITS + value
}

/** It reached this goal, outcome or campaign. */
export function definitionFacet(definitionId: number): number {
  return facetOf('definition', definitionId)
}

/** A visit of it was in this channel. */
export function channelFacet(channelId: number): number {
  return facetOf('channel', channelId)
}

/** A visit of it came this way, as far as the referrer says; its campaign may say otherwise. */
export function referrerFacet(channel: ReferrerChannel): number {
  return facetOf('referrer', referrerChannels.indexOf(channel))
}

/** Types of devices that lists can be filtered by. Their places are stored: what is new goes to the end. */
export const deviceTypes = ['desktop', 'mobile', 'tablet', 'tv', 'bot'] as const
export type DeviceType = (typeof deviceTypes)[number]

/** A visit of it was made with a device of this type. Null for what is no type of a device here. */
export function deviceFacet(type: string | null | undefined): number | null {
  const place = deviceTypes.indexOf(type as DeviceType)
  return place === -1 ? null : facetOf('device', place)
}

const LETTER_A = 65

/** A visit of it came from this country (ISO 3166-1 alpha-2, upper case). Null for what is no code. */
export function countryFacet(code: string | null | undefined): number | null {
  if (code == null || !/^[A-Z]{2}$/.test(code)) return null
  return facetOf('country', (code.charCodeAt(0) - LETTER_A) * 26 + code.charCodeAt(1) - LETTER_A)
}

/** It agreed to this consent, and may have revoked that since. */
export function consentFacet(consentId: number): number {
  return facetOf('consent', consentId)
}

/** It said something in this field, which may have been cleared since. Null for a field that nobody can fill in. */
export function fieldFacet(name: string): number | null {
  const place = contactFieldNames.indexOf(name as ContactFieldName)
  return place === -1 ? null : facetOf('field', place)
}
