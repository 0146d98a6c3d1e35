import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBatch } from './body.ts'

const read = (value: unknown) => {
  const reading = readBatch(Buffer.from(JSON.stringify(value)))
  return reading.ok ? reading.batch.items : reading.code
}
/** As the fetch-style client builds it and an older fetcher posts it. */
const wrap = (events: readonly unknown[]) => ({
  ...events,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(events),
})

const events = fc.array(
  fc.dictionary(
    fc.string().filter((name) => name !== 'body'),
    fc.jsonValue({ maxDepth: 2 }),
  ),
)

test('an array and the RequestInit that a fetcher posted in its place give the same items', () => {
  fc.assert(
    fc.property(events, (batch) => {
      expect(read(wrap(batch))).toEqual(read(batch))
    }),
  )
})

test('a single object, wrapped or not, is a batch of one', () => {
  fc.assert(
    fc.property(events, (batch) => {
      for (const event of batch) {
        expect(read(event)).toEqual(read([event]))
        expect(read({ body: JSON.stringify(event) })).toEqual(read([event]))
      }
    }),
  )
})

test('an event that merely has a text called body is an event', () => {
  for (const body of ['hello', '5', 'null', '"[1]"', '', '{']) {
    expect(read({ eventId: 'Comment', body })).toEqual([{ eventId: 'Comment', body }])
  }
})

test('null and other single values are items, to be refused one by one', () => {
  for (const value of [null, 5, 'x', true]) expect(read(value)).toEqual([value])
  expect(read([])).toEqual([])
})

test('what is no JSON, or too deep, is refused whole', () => {
  expect(readBatch(Buffer.from('[{"goalId":'))).toMatchObject({ ok: false, code: 'malformed_json' })
  expect(readBatch(Buffer.alloc(0))).toMatchObject({ ok: false, code: 'malformed_json' })
  expect(readBatch(Buffer.from('['.repeat(33) + ']'.repeat(33)))).toMatchObject({
    ok: false,
    code: 'too_deep',
  })
})
