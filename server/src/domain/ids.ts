import { randomFillSync } from 'node:crypto'

/** A UUID in its canonical notation: dashed, lower case. */
export type Uuid = string

const entropy = new Uint8Array(4096)
let entropyUsed = entropy.length
let lastMs = 0
const MAX_STEP_BACK_MS = 60_000
let sequence = 0

/**
 * A UUIDv7 (RFC 9562): 48 bits of `now` in milliseconds, a 12-bit counter, 62 random bits. Ids made by one process
 * rise strictly, also within a millisecond and when the clock steps back a little, so that the items of a request keep
 * their order when sorted by id. A clock that was wrong by more than a minute is followed when it is set right.
 */
export function newId(now: number = Date.now()): Uuid {
  if (now > lastMs || now < lastMs - MAX_STEP_BACK_MS) {
    lastMs = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMs++
    sequence = 0
  }
  if (entropyUsed > entropy.length - 8) {
    randomFillSync(entropy)
    entropyUsed = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const e = entropyUsed
  entropyUsed += 8
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex3(sequence)}-${hex2(0x80 | (byte(e) & 0x3f))}${hex2(byte(e + 1))}-${hex2(byte(e + 2))}${hex2(byte(e + 3))}${hex2(byte(e + 4))}${hex2(byte(e + 5))}${hex2(byte(e + 6))}${hex2(byte(e + 7))}`
}

/** The time of receipt, in milliseconds, that a UUIDv7 carries. */
export function timeOfId(id: Uuid): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

const HEX2 = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
const hex2 = (n: number): string => HEX2[n] as string
const hex3 = (n: number): string => n.toString(16).padStart(3, '0')
const byte = (at: number): number => entropy[at] as number

const GUID = /^(?:\{([0-9a-f-]{36})\}|\(([0-9a-f-]{36})\)|([0-9a-f-]{36})|\{?([0-9a-f]{32})\}?)$/
const DASHED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads a GUID in every notation that .NET prints (`B`, `D`, `N`, `P`, any case, blanks around it) and gives it
 * dashed and in lower case; anything else is null (docs/spec/sitecore.md §1.3, "Ids").
 */
export function parseGuid(text: string): Uuid | null {
  if (text.length > 64) return null
  const lower = text.trim().toLowerCase()
  if (DASHED.test(lower)) return lower
  const match = GUID.exec(lower)
  if (match === null) return null
  const dashed = match[1] ?? match[2] ?? match[3]
  if (dashed !== undefined) return DASHED.test(dashed) ? dashed : null
  const n = match[4] as string
  return `${n.slice(0, 8)}-${n.slice(8, 12)}-${n.slice(12, 16)}-${n.slice(16, 20)}-${n.slice(20)}`
}

/** The GUID notation `N`: 32 hex digits, as in the Sitecore analytics cookie. */
export function toCompactGuid(id: Uuid): string {
  return id.replaceAll('-', '')
}
