import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonMistake } from './find-json-mistake.ts'

describe('looking for a mistake in JSON', () => {
  test('finds none in what JSON.parse takes', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
        fc.constantFrom(0, 2),
        (value, indent) => {
          expect(findJsonMistake(JSON.stringify(value, null, indent))).toBeNull()
        },
      ),
    )
  })

  test('finds one in all that JSON.parse refuses, at a place that exists', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        '\\u12',
        '\n',
        ' ',
        '-',
        '0',
        '1.',
        '2e',
        '3.5',
        'tru',
        'null',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const mistake = findJsonMistake(text)
        if (mistake?.message === 'this object has a member of this name already') return
        expect(mistake === null).toBe(isJson(text))
        if (mistake === null) return
        const line = text.split('\n')[mistake.line - 1]
        expect(mistake.column).toBeLessThanOrEqual((line?.length ?? -1) + 1)
      }),
      { numRuns: 2_000 },
    )
  })

  test('takes equal names as the same, however they are written', () => {
    expect(findJsonMistake('[{"a": 1}, {"a": {"a": 1, "\\u0061": 2}}]')).toEqual({
      line: 1,
      column: 27,
      message: 'this object has a member of this name already',
    })
    expect(findJsonMistake('{"a": 1, "A": 2, "__proto__": 3}')).toBeNull()
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
