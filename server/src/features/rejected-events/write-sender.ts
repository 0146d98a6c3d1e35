import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { AddressPolicy } from '../../domain/client-address.ts'
import type { RejectedSender } from '../../domain/rejected-event.ts'
import type { RecogniseClient } from '../../platform/recognition/recognise-client.ts'
import { makeStorable } from './write-payload.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

/** What is kept of a client: as much as a visit notes of it, and what processors may ask for. */
export const KeptSenderSchema = Type.Object({
  namedBy: Type.Union([Type.Literal('cookie'), Type.Literal('header'), Type.Literal('body'), Type.Null()]),
  userAgent: nullableText,
  referrer: nullableText,
  languages: nullableText,
  /** As far as the setting `addresses.store` allows. */
  address: nullableText,
  location: Type.Union([
    Type.Object({ country: nullableText, region: nullableText, city: nullableText }),
    Type.Null(),
  ]),
  query: Type.Record(Type.String(), Type.String()),
})
export type KeptSender = Static<typeof KeptSenderSchema>

const MAX_USER_AGENT_LENGTH = 512
const MAX_LENGTH = 1_000
/** Of the address of a request only what asks for something. */
const ASKING = ['sc_camp', 'sc_trk']

/** As JSON. */
export function writeSender(
  { namedBy, client, query }: RejectedSender,
  recognise: RecogniseClient,
  policy: AddressPolicy,
): string {
  const { address, location } = recognise({ address: client.address, userAgent: null }, policy)
  const kept: KeptSender = {
    namedBy,
    userAgent: shorten(client.userAgent, MAX_USER_AGENT_LENGTH),
    referrer: shorten(client.referrer, MAX_LENGTH),
    languages: shorten(client.languages, MAX_LENGTH),
    address,
    location,
    query: readAsking(query),
  }
  return JSON.stringify(kept)
}

/** Null for what this version cannot read. */
export function readSender(json: unknown): KeptSender | null {
  return Value.Check(KeptSenderSchema, json) ? json : null
}

function shorten(text: string | null, maxLength: number): string | null {
  return text === null ? null : makeStorable(text.slice(0, maxLength))
}

function readAsking(query: unknown): Record<string, string> {
  const asked: Record<string, string> = {}
  if (typeof query !== 'object' || query === null) return asked
  for (const [name, value] of Object.entries(query)) {
    const first: unknown = Array.isArray(value) ? value.find((one) => one !== '') : value
    if (ASKING.includes(name.toLowerCase()) && typeof first === 'string')
      asked[name] = makeStorable(first.slice(0, MAX_LENGTH))
  }
  return asked
}
