import {
  type AnsweredRequest,
  identitySources,
  type TrackingEndpoint,
  trackingEndpoints,
  type Verdict,
  verdicts,
} from '../../domain/answered-request.ts'
import { BETWEEN, flags, LAYOUT, NUMBER_BYTES, places } from './record-layout.ts'

/** Bytes that are kept of a body. */
const MAX_BODY = 8_192
const MAX_URL = 2_000
const MAX_HEADER = 1_000
const MAX_HEADERS = 6_000
const MAX_REPLY = 4_000
/** Items of a batch of which each is described. */
const MAX_ITEMS = 200
const MAX_STEPS = 200
/** Characters of a sentence, which may be a plug-in's, and of all of them. */
const MAX_SENTENCE = 500
const MAX_SENTENCES = 8_000

/** What of a request is enough to explain one that was simply accepted: reading all would cost more than the rest. */
const telling = [
  'host',
  'origin',
  'referer',
  'user-agent',
  'content-type',
  'cookie',
  'x-waymark-visitor',
  'accept-language',
  'sec-fetch-site',
] as const
/** Nobody needs them to understand a request: secrets, and addresses, which a setting may forbid to keep. */
const unkept: ReadonlySet<string> = new Set([
  ...['authorization', 'proxy-authorization', 'x-forwarded-for', 'x-real-ip', 'forwarded', 'true-client-ip'],
  ...[
    'cf-connecting-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'fastly-client-ip',
    'x-original-forwarded-for',
  ],
])
export const UNKEPT = '(not kept)'
const replyHeaders = [
  'set-cookie',
  'x-waymark-visitor',
  'access-control-allow-origin',
  'retry-after',
  'allow',
] as const

const verdictNumbers = numbersOf(verdicts)
const endpointNumbers = numbersOf(trackingEndpoints)
const sourceNumbers = numbersOf(identitySources)

/**
 * Writes a request at a place of `target`, and gives the number of bytes; 0 where there is no room for it. What is too
 * long is cut. Costs about a microsecond, since it takes part in every request.
 */
export function encodeRequest(
  answered: AnsweredRequest,
  { at, sequence, isWatched }: { at: number; sequence: number; isWatched: boolean },
  target: Buffer,
  view: DataView,
  start: number,
): number {
  const { verdict, request, response, key, isPrivate, items, accepted } = answered
  const isWhole = isWatched || verdict !== 'accepted'
  const sent = Buffer.isBuffer(request.body) ? request.body : null
  const bodySize = sent?.length ?? 0
  const bodyBytes = isPrivate ? 0 : Math.min(bodySize, MAX_BODY)
  const text = isPrivate ? writePrivate(answered) : writeTexts(answered, isWhole)
  const textStart = start + NUMBER_BYTES
  // No character takes more than three bytes for each of its UTF-16 units.
  const fits = textStart + text.length * 3 + bodyBytes <= target.length
  if (!fits && textStart + Buffer.byteLength(text) + bodyBytes > target.length) return 0

  const textBytes = target.write(text, textStart)
  if (bodyBytes > 0) sent?.copy(target, textStart + textBytes, 0, bodyBytes)
  const length = NUMBER_BYTES + textBytes + bodyBytes
  view.setUint8(start + places.layout, LAYOUT)
  view.setUint8(start + places.verdict, verdictNumbers[verdict])
  view.setUint8(start + places.endpoint, endpointNumbers[answered.endpoint])
  view.setUint8(
    start + places.flags,
    (answered.api === 'xperience' ? flags.xperience : 0) |
      (isWhole && !isPrivate ? flags.whole : 0) |
      (isPrivate ? flags.private : 0) |
      (sent === null ? 0 : flags.read),
  )
  view.setUint32(start + places.length, length)
  view.setFloat64(start + places.at, at)
  view.setFloat64(start + places.sequence, sequence)
  view.setInt32(start + places.channelId, key?.channel.id ?? 0)
  view.setInt32(start + places.apiKeyId, key?.id ?? 0)
  view.setUint16(start + places.status, response.statusCode)
  view.setUint8(start + places.source, sourceNumbers[answered.source])
  view.setFloat32(start + places.durationMs, response.elapsedTime)
  view.setUint32(start + places.items, items)
  view.setUint32(start + places.accepted, accepted)
  view.setUint32(start + places.textBytes, textBytes)
  view.setUint32(start + places.bodyBytes, bodyBytes)
  view.setUint32(start + places.bodySize, bodySize)
  return length
}

/** In the order of record-layout.ts. */
function writeTexts(answered: AnsweredRequest, isWhole: boolean): string {
  const { request, reason, contactId, givenId, deviceId, replyBody } = answered
  const headers = isWhole ? writeAllHeaders(request.headers) : writeTellingHeaders(request.headers)
  return `${request.id}\0${request.method}\0${cut(request.url, MAX_URL)}\0${contactId ?? ''}\0${givenId ?? ''}\0${
    deviceId ?? ''
  }\0${reason === null ? '' : clean(reason.code)}\0${reason === null ? '' : clean(reason.message)}\0${headers}\0${writeReplyHeaders(
    answered.response,
  )}\0${cut(replyBody, MAX_REPLY)}\0${writeProcessors(answered)}\0${writeFailures(answered)}\0${writeSteps(answered)}`
}

/** Only what the sender's app is, and nothing of its visitor. */
function writePrivate({ request, reason }: AnsweredRequest): string {
  const { origin } = request.headers
  const [path = ''] = request.url.split('?')
  const kept = typeof origin === 'string' ? `origin: ${cut(origin, MAX_HEADER)}` : ''
  const texts = [
    request.id,
    request.method,
    cut(path, MAX_URL),
    '',
    '',
    '',
    clean(reason?.code),
    clean(reason?.message),
    kept,
  ]
  return [...texts, '', '', '', '', ''].join(BETWEEN)
}

function writeTellingHeaders(headers: AnsweredRequest['request']['headers']): string {
  let text = ''
  for (const name of telling) {
    const value = headers[name]
    if (typeof value === 'string') text += `${name}: ${cut(value, MAX_HEADER)}\n`
  }
  return text
}

function writeAllHeaders(headers: AnsweredRequest['request']['headers']): string {
  let text = ''
  for (const [name, value] of Object.entries(headers)) {
    const shown = unkept.has(name) ? UNKEPT : cut(clean(String(value)), MAX_HEADER)
    text += `${clean(name)}: ${shown}\n`
    if (text.length > MAX_HEADERS) break
  }
  return text
}

function writeReplyHeaders(response: AnsweredRequest['response']): string {
  let text = ''
  for (const name of replyHeaders) {
    const value = response.getHeader(name)
    if (value !== undefined) text += `${name}: ${String(value)}\n`
  }
  return text
}

/** Of most batches one processor takes all items: then it is named once. */
function writeProcessors({ outcomes }: AnsweredRequest): string {
  const first = outcomes[0]?.processor ?? ''
  if (outcomes.every(({ processor }) => (processor ?? '') === first)) return first
  return outcomes
    .slice(0, MAX_ITEMS)
    .map(({ processor }) => processor ?? '')
    .join(',')
}

/** `[position, code, message]` of each item that was not taken, and of those that were left out on purpose. */
function writeFailures({ failures, outcomes }: AnsweredRequest): string {
  if (failures.length === 0 && outcomes.every(({ status }) => status !== 'dropped')) return ''
  const told: [number, string, string][] = []
  let length = 0
  for (let position = 0; position < Math.max(failures.length, outcomes.length); position++) {
    const failure = failures[position] ?? null
    const outcome = outcomes[position]
    const reason =
      failure ?? (outcome?.status === 'dropped' ? { code: 'dropped', message: outcome.reason } : null)
    if (reason === null) continue
    told.push([position, reason.code, reason.message.slice(0, MAX_SENTENCE)])
    length += reason.message.length
    if (told.length >= MAX_ITEMS || length > MAX_SENTENCES) break
  }
  return JSON.stringify(told)
}

/** `[position, processor, ms, what it said]`. */
function writeSteps({ steps }: AnsweredRequest): string {
  if (steps === null) return ''
  const told: [number, string, number, string][] = []
  let length = 0
  for (const { position, processor, ms, said } of steps) {
    told.push([position, processor, Math.round(ms * 1_000) / 1_000, said.slice(0, MAX_SENTENCE)])
    length += said.length
    if (told.length >= MAX_STEPS || length > MAX_SENTENCES) break
  }
  return JSON.stringify(told)
}

/** NUL stands between texts: what plug-ins say and what is sent to a header may hold one. */
function clean(text = ''): string {
  return text.includes(BETWEEN) ? text.replaceAll(BETWEEN, '\ufffd') : text
}

function cut(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) : text
}

function numbersOf<Word extends Verdict | TrackingEndpoint | string>(
  words: readonly Word[],
): Record<Word, number> {
  return Object.fromEntries(words.map((word, index) => [word, index])) as Record<Word, number>
}
