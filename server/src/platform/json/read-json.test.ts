import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../domain/json.ts'
import { MAX_JSON_DEPTH, parseJson, readJson } from './read-json.ts'

const read = (text: string) => readJson(Buffer.from(text))
const nest = (depth: number, open: string, middle: string, close: string) =>
  open.repeat(depth) + middle + close.repeat(depth)

describe('reading a JSON body', () => {
  it('gives what JSON.parse gives for every text that can be stored', () => {
    const storable = fc
      .jsonValue({ maxDepth: 4, stringUnit: 'binary' })
      .filter((value) => !JSON.stringify(value).includes('\\u0000'))
    fc.assert(
      fc.property(storable, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(read(text)).toMatchObject({ ok: true, value: JSON.parse(text) })
      }),
    )
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readJson(Buffer.from(bytes))).toHaveProperty('ok')
      }),
    )
    const fragments = [
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      '\\u',
      '\\ud800',
      '\\u0000',
      'e',
      '1',
      '9'.repeat(400),
      '-',
      ':',
      ',',
      'null',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 30 }), (parts) => {
        const text = parts.join('')
        const reading = read(text)
        if (reading.ok) expect(() => JSON.parse(text)).not.toThrow()
      }),
    )
  })

  it('refuses whatever JSON.parse refuses, and says where', () => {
    expect(read('{"a":1 "b":2}')).toEqual({
      ok: false,
      code: 'malformed_json',
      message: 'The body is not valid JSON: see position 7.',
    })
    expect(read('{"a":tru}')).toMatchObject({ code: 'malformed_json' })
    expect(read('{"a":')).toMatchObject({
      code: 'malformed_json',
      message: 'The body is not valid JSON: it ends too early.',
    })
    expect(read('')).toMatchObject({
      code: 'malformed_json',
      message: 'The body is empty where JSON is expected.',
    })
    expect(read('{"secret":"alice@example.com" oops')).not.toMatchObject({
      message: expect.stringContaining('alice'),
    })
  })

  it('refuses bytes that are not UTF-8 instead of storing other characters than were sent', () => {
    expect(readJson(Buffer.from('{"a":"caf\xe9"}', 'latin1'))).toMatchObject({
      ok: false,
      code: 'malformed_json',
    })
    expect(read('{"a":"café 🚀"}')).toMatchObject({ ok: true, value: { a: 'café 🚀' } })
  })

  it('tolerates a byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toMatchObject({ ok: true, value: { a: 1 } })
    expect(read('\ufeff{"a":"é"}')).toMatchObject({ ok: true, value: { a: 'é' } })
  })

  it('takes 32 levels of nesting, the outermost being the first, and not 33', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"a":', '}]'],
    ] as const) {
      const step = open.startsWith('[{') ? 2 : 1
      expect(read(nest(MAX_JSON_DEPTH / step, open, '1', close)).ok).toBe(true)
      expect(read(`[${nest(MAX_JSON_DEPTH / step, open, '1', close)}]`)).toMatchObject({
        ok: false,
        code: 'too_deep',
      })
    }
    expect(read(JSON.stringify(Array(100).fill([{ a: '[[[[{{{{' }])))).toMatchObject({ ok: true })
    expect(read('['.repeat(5_000_000))).toMatchObject({ ok: false, code: 'too_deep' })
  })

  it('refuses a NUL character wherever it stands, and names the place', () => {
    expect(read('{"activities":[{},{"value":"a\\u0000b"}]}')).toEqual({
      ok: false,
      code: 'nul_character',
      message: "'activities[1].value' holds a NUL character (U+0000), which cannot be stored.",
      path: 'activities[1].value',
    })
    expect(read('"\\u0000"')).toMatchObject({ code: 'nul_character', path: '' })
    expect(read('{"a\\u0000":1}')).toMatchObject({ code: 'nul_character', path: '["a\\u0000"]' })
    expect(read('{"a":"\\\\u0000"}')).toMatchObject({ ok: true, value: { a: '\\u0000' } })
  })

  it('refuses numbers that overflow, and keeps every other one', () => {
    expect(read('{"a":[1e999]}')).toMatchObject({ code: 'number_out_of_range', path: 'a[0]' })
    expect(read('-1E+400')).toMatchObject({ code: 'number_out_of_range', path: '' })
    expect(read('9'.repeat(310))).toMatchObject({ code: 'number_out_of_range' })
    expect(read('[1e-999,1e308,true,false,"1e999",0.1]')).toMatchObject({
      ok: true,
      value: [0, 1e308, true, false, '1e999', 0.1],
    })
  })

  it('turns lone surrogates into U+FFFD, in texts and in names, and keeps pairs', () => {
    expect(read('{"a\\ud800":["\\udfffx","\\uD83D\\uDE80"]}')).toMatchObject({
      ok: true,
      value: { 'a\ufffd': ['\ufffdx', '🚀'] },
    })
  })

  it('keeps a member called __proto__ as a member', () => {
    for (const text of ['{"__proto__":{"admin":true}}', '{"__proto__":{"admin":true},"b":"\\ud800"}']) {
      const reading = read(text)
      expect(reading.ok && Object.keys(reading.value as object)).toContain('__proto__')
      expect(reading.ok && (reading.value as { admin?: boolean }).admin).toBeUndefined()
    }
  })

  it('promises for a part of the body what it promises for the whole', () => {
    const parsing = parseJson(Buffer.from('{"good":"x","bad":"\\u0000"}'))
    expect(parsing).toMatchObject({ ok: true, mayBeFlawed: true, value: { good: 'x', bad: '\0' } })
    const value = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 })
    fc.assert(
      fc.property(value, (plain) => {
        const text = JSON.stringify(plain)
        const again = parseJson(Buffer.from(text))
        expect(again.ok && again.mayBeFlawed).toBe(isDoubtful(plain, text))
      }),
    )
  })
})

/** Whether a text holds a NUL, or a number with an exponent. */
function isDoubtful(value: JsonValue | unknown, text: string): boolean {
  if (typeof value === 'number') return String(value).includes('e')
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => name.includes('\0') || isDoubtful(member, text))
}
