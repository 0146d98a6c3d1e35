/** What one pass over the bytes of a JSON text tells. Of a text that is no JSON it tells nothing that matters. */
export interface JsonScan {
  readonly tooDeep: boolean
  /** Every byte is below 0x80. */
  readonly ascii: boolean
  /** Some string holds the escape of U+0000. */
  readonly nulEscape: boolean
  /** Some string holds the escape of a surrogate, paired or not. */
  readonly surrogateEscape: boolean
  /** Some number has an exponent or more than 308 digits in a row, so that it may overflow. */
  readonly hugeNumber: boolean
}

const QUOTE = 0x22
const ZERO = 0x30
const EIGHT = 0x38
const NINE = 0x39
const BACKSLASH = 0x5c
const LETTER_D = 0x64
const LETTER_E = 0x65
const LETTER_U = 0x75
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d
/** Upper case to lower case, and a square bracket to the brace of its side. */
const FOLD = 0x20
const MOST_SAFE_DIGITS = 308

/**
 * Looks at each byte once (about a nanosecond each), so that the parsed value need not be walked unless the text
 * holds something doubtful.
 */
export function scanJson(bytes: Uint8Array, start: number, maxDepth: number): JsonScan {
  let depth = 0
  let digits = 0
  let allBits = 0
  let nulEscape = false
  let surrogateEscape = false
  let hugeNumber = false
  let inString = false
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number
    allBits |= byte
    if (inString) {
      if (byte === QUOTE) inString = false
      else if (byte === BACKSLASH) {
        at++
        if (bytes[at] === LETTER_U) {
          nulEscape ||= isNulEscape(bytes, at + 1)
          surrogateEscape ||= isSurrogateEscape(bytes, at + 1)
        }
      }
    } else if (byte >= ZERO && byte <= NINE) {
      digits++
      hugeNumber ||= digits > MOST_SAFE_DIGITS
    } else {
      const folded = byte | FOLD
      if (byte === QUOTE) inString = true
      else if (folded === OPENING_BRACE) {
        depth++
        if (depth > maxDepth) {
          return { tooDeep: true, ascii: false, nulEscape, surrogateEscape, hugeNumber }
        }
      } else if (folded === CLOSING_BRACE) depth--
      // An exponent follows a digit; the e of `true` and `false` does not.
      else if (folded === LETTER_E && digits > 0) hugeNumber = true
      digits = 0
    }
  }
  return { tooDeep: false, ascii: allBits < 0x80, nulEscape, surrogateEscape, hugeNumber }
}

function isNulEscape(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === ZERO && bytes[at + 1] === ZERO && bytes[at + 2] === ZERO && bytes[at + 3] === ZERO
}

/** D800 to DFFF. */
function isSurrogateEscape(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) | FOLD) === LETTER_D && (bytes[at + 1] ?? 0) >= EIGHT
}
