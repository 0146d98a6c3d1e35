/**
 * How a request lies in memory and in `live_requests.record`: numbers at fixed places, so that most are passed over
 * without being read, then texts with NUL between them, then the bytes of the body.
 */

/** Counted up when the places change: rows of another layout are shown without details. */
export const LAYOUT = 1

export const places = {
  layout: 0,
  verdict: 1,
  endpoint: 2,
  flags: 3,
  length: 4,
  at: 8,
  sequence: 16,
  channelId: 24,
  apiKeyId: 28,
  status: 32,
  source: 34,
  durationMs: 36,
  items: 40,
  accepted: 44,
  textBytes: 48,
  bodyBytes: 52,
  bodySize: 56,
} as const
export const NUMBER_BYTES = 60

export const flags = { xperience: 1, whole: 2, private: 4, read: 8 } as const

/** The order of the texts. */
export const texts = [
  'id',
  'method',
  'url',
  'contactId',
  'givenId',
  'deviceId',
  'code',
  'message',
  'headers',
  'replyHeaders',
  'reply',
  'processors',
  'failures',
  'steps',
] as const
export type TextName = (typeof texts)[number]

/** Between the texts of a record. */
export const BETWEEN = '\0'
