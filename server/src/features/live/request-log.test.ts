import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answeredRequest } from '../../../test/support/answered-request.ts'
import { decodeRequest } from './decode-request.ts'
import { bytesOf, RequestLog } from './request-log.ts'

const all = () => true
const idsIn = (log: RequestLog, after = 0) =>
  log
    .find(after, all)
    .sort((one, other) => one.sequence - other.sequence)
    .map((place) => decodeRequest(bytesOf(place))?.id)

function fill(log: RequestLog, count: number, more: Parameters<typeof answeredRequest>[0] = {}): void {
  for (let n = 0; n < count; n++) log.add(answeredRequest({ id: `r${n}`, ...more }), n, false)
}

describe('The log of requests', () => {
  test('gives back what was written, whatever was sent', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 3_000 })
    fc.assert(
      fc.property(texts, texts, fc.uint8Array({ maxLength: 20_000 }), (url, header, body) => {
        const log = new RequestLog()
        const answered = answeredRequest({
          url: `/e?${encodeURIComponent(url)}`,
          headers: { origin: header },
          body: Buffer.from(body),
        })
        const place = log.add({ ...answered, verdict: 'refused' }, 5, false)
        if (place === null) throw new Error('There was no room.')
        const kept = decodeRequest(bytesOf(place))
        expect(kept).toMatchObject({ at: 5, verdict: 'refused', method: 'POST', bodySize: body.length })
        expect(kept?.body).toEqual(Buffer.from(body.subarray(0, 8_192)))
        expect(kept?.url).toBe(answered.request.url.slice(0, 2_000))
      }),
      { numRuns: 50 },
    )
  })

  test('keeps the last 10,000 of a channel, and some that lie beside the oldest of them', () => {
    const log = new RequestLog()
    fill(log, 12_000)
    const ids = idsIn(log)
    expect(ids.at(-1)).toBe('r11999')
    expect(ids.length).toBeGreaterThanOrEqual(10_000)
    expect(ids.length).toBeLessThan(10_600)
  })

  test('has a loud channel make room for itself, and not the quiet one beside it', () => {
    const log = new RequestLog()
    fill(log, 20, { channelId: 2 })
    const body = Buffer.alloc(8_000, 'x')
    fill(log, 4_000, { channelId: 1, body })
    const bytes = log.find(0, all).reduce((sum, place) => sum + bytesOf(place).length, 0)
    expect(bytes).toBeLessThan(8 * 2 ** 20)
    const quiet = log.find(0, (record, start) => record.readInt32BE(start + 24) === 2)
    expect(quiet).toHaveLength(20)
  })

  test('finds those after a sequence only', () => {
    const log = new RequestLog()
    fill(log, 500)
    expect(idsIn(log, 498)).toEqual(['r498', 'r499'])
    expect(idsIn(log, 500)).toEqual([])
  })

  test('never keeps secrets and addresses', () => {
    const log = new RequestLog()
    const headers = { authorization: 'Bearer top-secret', 'x-forwarded-for': '203.0.113.7' }
    const place = log.add({ ...answeredRequest({ headers }), verdict: 'refused' }, 1, true)
    const text = place === null ? '' : bytesOf(place).toString()
    expect(text).toContain('authorization')
    expect(text).not.toContain('top-secret')
    expect(text).not.toContain('203.0.113.7')
  })

  test('keeps nothing of a visitor who has not agreed', () => {
    const log = new RequestLog()
    const visitor = '01234567-89ab-cdef-0123-456789abcdef'
    const answered = answeredRequest({
      url: '/event?sc_apikey=1&x=private',
      headers: { cookie: 'c=private', origin: 'https://app.example.com', 'user-agent': 'private' },
      body: Buffer.from('private'),
    })
    const place = log.add({ ...answered, isPrivate: true, verdict: 'withheld', contactId: visitor }, 1, true)
    const kept = place === null ? null : decodeRequest(bytesOf(place))
    expect(JSON.stringify(kept)).not.toMatch(/private"|=private|01234567/)
    expect(kept).toMatchObject({
      isPrivate: true,
      body: null,
      headers: [{ name: 'origin', value: 'https://app.example.com' }],
    })
  })

  test('is not filled by a request with more to say than a segment holds', () => {
    const log = new RequestLog()
    const message = 'é'.repeat(500)
    const failures = Array.from({ length: 10_000 }, () => ({ code: 'wrong', message }))
    const place = log.add({ ...answeredRequest({}), verdict: 'refused', failures, items: 10_000 }, 1, true)
    expect(place).not.toBeNull()
  })
})
