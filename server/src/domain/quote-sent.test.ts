import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closeDirections, quoteSent } from './quote-sent.ts'

const turning = fc.array(
  fc.oneof(
    fc.constantFrom(...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    fc.constantFrom('\u05d0', '\u0627', "'", '\u200f'),
  ),
  { maxLength: 300 },
)

describe('What somebody sent, quoted in a sentence of ours,', () => {
  test('leaves the direction of what follows as it was', () => {
    fc.assert(
      fc.property(turning, fc.nat(150), (parts, maxLength) => {
        const before = 'There is no goal '
        expect(directionAfter(before + quoteSent(parts.join(''), maxLength))).toEqual(directionAfter(before))
        const isolated = closeDirections(`\u2068${parts.join('')}`)
        expect(directionAfter(before + isolated)).toEqual(directionAfter(before))
      }),
    )
  })

  test('is repeated letter by letter', () => {
    fc.assert(
      fc.property(turning, (parts) => {
        const sent = parts.join('')
        expect(/'(.*)'/s.exec(quoteSent(sent))?.[1]).toBe(sent.slice(0, 100))
      }),
    )
  })

  test('is as it was, where nothing in it turns anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aä7 -\u05d0\u0627\u200f😀') }), (sent) => {
        expect(quoteSent(sent, 1_000)).toBe(`'${sent}'`)
      }),
    )
  })
})

/** Rules X1 to X8 of Unicode Standard Annex 9, as they stand there. */
function directionAfter(text: string) {
  let stack = [{ level: 0, override: 'neutral', isIsolate: false }]
  let overflowIsolates = 0
  let overflowEmbeddings = 0
  let validIsolates = 0
  for (const char of text) {
    const { level } = stack.at(-1) as (typeof stack)[number]
    const isRight = '\u202b\u202e\u2067'.includes(char)
    const isIsolate = '\u2066\u2067\u2068'.includes(char)
    if (isIsolate || '\u202a\u202b\u202d\u202e'.includes(char)) {
      const next = isRight ? (level + 1) | 1 : (level + 2) & ~1
      const override = { '\u202d': 'left', '\u202e': 'right' }[char] ?? 'neutral'
      if (next <= 125 && overflowIsolates === 0 && overflowEmbeddings === 0) {
        if (isIsolate) validIsolates++
        stack.push({ level: next, override, isIsolate })
      } else if (isIsolate) overflowIsolates++
      else if (overflowIsolates === 0) overflowEmbeddings++
    } else if (char === '\u2069') {
      if (overflowIsolates > 0) overflowIsolates--
      else if (validIsolates > 0) {
        overflowEmbeddings = 0
        stack = stack.slice(
          0,
          stack.findLastIndex((entry) => entry.isIsolate),
        )
        validIsolates--
      }
    } else if (char === '\u202c') {
      if (overflowIsolates > 0) continue
      if (overflowEmbeddings > 0) overflowEmbeddings--
      else if (stack.length > 1 && stack.at(-1)?.isIsolate === false) stack.pop()
    }
  }
  return { stack, overflowIsolates, overflowEmbeddings }
}
