import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sent } from '../../domain/rejected-event.ts'
import { makeStorable, writePayload as write } from './write-payload.ts'

const writePayload = (sent: Sent | null) => write(sent)?.text ?? null

const anyText = fc.string({ unit: 'binary', maxLength: 3_000 })
const bytesOf = (text: string | null) => Buffer.byteLength(text ?? '')

describe('The payload of a rejected event', () => {
  test('is null where nothing was read', () => {
    expect(writePayload(null)).toBeNull()
  })

  test('is the item as JSON', () => {
    expect(writePayload({ type: 'item', item: { goalId: 'Regíster' } })).toBe('{"goalId":"Regíster"}')
    expect(writePayload({ type: 'item', item: null })).toBe('null')
  })

  test('shows a number that is too large for its item', () => {
    expect(writePayload({ type: 'item', item: [1, Number.POSITIVE_INFINITY] })).toBe('[1,"Infinity"]')
  })

  test('is the body as it came, readable or not', () => {
    expect(writePayload({ type: 'body', body: Buffer.from('[{"goalId":') })).toBe('[{"goalId":')
    expect(writePayload({ type: 'body', body: Buffer.from([0x5b, 0xff, 0x00, 0x5d]) })).toBe('[\ufffd\ufffd]')
  })

  test.each(['a', 'é', '€', '😀'])('is cut at 8 KiB, and not within a character: %s', (character) => {
    for (const shift of ['', 'x', 'xx', 'xxx']) {
      const text = shift + character.repeat(9_000)
      const written = writePayload({ type: 'body', body: Buffer.from(text) })
      expect(text.startsWith(written ?? '')).toBe(true)
      expect(bytesOf(written)).toBeGreaterThan(8_192 - 4)
      expect(bytesOf(written)).toBeLessThanOrEqual(8_192)
      expect(writePayload({ type: 'item', item: text })?.endsWith(character)).toBe(true)
    }
  })

  test('tells whether there was more of it', () => {
    const isCut = (text: string) => [
      write({ type: 'body', body: Buffer.from(text) })?.isCut,
      write({ type: 'item', item: text })?.isCut,
    ]
    expect(isCut('x'.repeat(8_190))).toEqual([false, false])
    expect(isCut('x'.repeat(8_193))).toEqual([true, true])
    expect(isCut('€'.repeat(3_000))).toEqual([true, true])
  })

  test('can be stored, and has at most 8 KiB, whatever was sent', () => {
    const sent = fc.oneof(
      fc.uint8Array({ maxLength: 20_000, size: 'max' }).map((body) => ({ type: 'body', body }) as const),
      anyText.map((text) => ({ type: 'item', item: text.repeat(4) }) as const),
      fc.jsonValue({ maxDepth: 5 }).map((item) => ({ type: 'item', item: item as string }) as const),
    )
    fc.assert(
      fc.property(sent, (anything) => {
        const written = writePayload(anything)
        expect(bytesOf(written)).toBeLessThanOrEqual(8_192)
        expect(written).not.toContain('\0')
        expect(written?.isWellFormed()).toBe(true)
      }),
    )
  })

  test('is the whole text where it is short enough', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const storable = makeStorable(text)
        fc.pre(bytesOf(storable) <= 8_192)
        expect(writePayload({ type: 'body', body: Buffer.from(storable) })).toBe(
          storable.replace(/^\ufeff/, ''),
        )
      }),
    )
  })
})
