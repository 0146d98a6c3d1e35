import type { Sent } from '../../domain/rejected-event.ts'

/** Bytes of UTF-8 that are kept of what was sent. */
const MAX_PAYLOAD_BYTES = 8_192

export interface WrittenPayload {
  readonly text: string
  /** There was more of it. */
  readonly isCut: boolean
}

/**
 * What was sent as text that PostgreSQL takes, cut at 8 KiB and never within a character (docs/spec/waymark.md §7). An
 * item is written as JSON, a body stays as it came, but that what is no UTF-8 in it, and NUL, become U+FFFD.
 */
export function writePayload(sent: Sent | null): WrittenPayload | null {
  if (sent === null || sent.type === 'withheld') return null
  if (sent.type !== 'body') return cutText(JSON.stringify(sent.item, nameOverflow))
  const written = cutText(makeStorable(decodeStart(sent.body)))
  return written.isCut ? written : { ...written, isCut: sent.body.length > MAX_PAYLOAD_BYTES }
}

/** A text that PostgreSQL takes. */
export function makeStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** A number such as `1e999` is why its event was refused: as null it would be nowhere to be seen. */
function nameOverflow(_member: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const encoder = new TextEncoder()
const room = new Uint8Array(MAX_PAYLOAD_BYTES)

function cutText(text: string): WrittenPayload {
  if (text.length <= MAX_PAYLOAD_BYTES / 3) return { text, isCut: false }
  const { read } = encoder.encodeInto(text, room)
  return { text: text.slice(0, read), isCut: read < text.length }
}

function decodeStart(body: Uint8Array): string {
  const isCut = body.length > MAX_PAYLOAD_BYTES
  // As part of a stream a character at the end that is not whole is left out, not replaced.
  return new TextDecoder().decode(body.subarray(0, MAX_PAYLOAD_BYTES), { stream: isCut })
}
