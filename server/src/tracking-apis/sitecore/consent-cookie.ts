import type { FastifyReply, FastifyRequest } from 'fastify'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { COOKIE_MAX_AGE } from './visitor.ts'

const COOKIE_NAME = 'SC_TRACKING_CONSENT'
const COOKIE = new RegExp(`(?:^|;)\\s*${COOKIE_NAME}=([^;\\s]*)`)

/** Cookies have 4 KB. The choices of many channels on one host may fill them: then the oldest goes. */
const MAX_VALUE_LENGTH = 2_000

/**
 * Tells the app what its visitor chose: code names of channels and true or false, as JSON in percent-encoding, so that a
 * script reads it by `JSON.parse(decodeURIComponent(value))`. The choices of other channels, as the request has them,
 * stay. It is information only: what counts is the log of agreements (docs/spec/sitecore.md §1.5, §2.7).
 */
export function writeChoice(
  reply: FastifyReply,
  { cookie }: FastifyRequest['headers'],
  channel: string,
  agreed: boolean,
  siteAttributes: string,
): void {
  const choices = [...readChoices(cookie).filter(([name]) => name !== channel), [channel, agreed] as const]
  while (choices.length > 1 && encode(choices).length > MAX_VALUE_LENGTH) choices.shift()
  reply.header(
    'set-cookie',
    `${COOKIE_NAME}=${encode(choices)}; path=/; max-age=${COOKIE_MAX_AGE}${siteAttributes}`,
  )
}

type Choice = readonly [channel: string, agreed: boolean]

/** What cannot be read says nothing. */
function readChoices(header: string | undefined): Choice[] {
  const [, value] = COOKIE.exec(header ?? '') ?? []
  if (value === undefined || value.length > 2 * MAX_VALUE_LENGTH) return []
  try {
    const choices: JsonValue = JSON.parse(decodeURIComponent(value))
    if (!isJsonObject(choices)) return []
    return Object.entries(choices).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    )
  } catch {
    return []
  }
}

/** `encodeURIComponent` leaves apostrophes and parentheses, which are good in cookies too. */
function encode(choices: readonly Choice[]): string {
  return encodeURIComponent(JSON.stringify(Object.fromEntries(choices)))
}
