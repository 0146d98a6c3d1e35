import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { createRequestIds } from './request-ids.ts'

const guid = '0198c0de-7e57-7000-8000-0123456789ab'

function idOf(trust: Config['trustProxy'], sent: string | undefined, peer = '10.0.0.7'): string {
  const request = { headers: { 'x-request-id': sent }, socket: { remoteAddress: peer } }
  return createRequestIds(trust)(request as unknown as IncomingMessage)
}

describe('the id of a request', () => {
  test('is another one for each, and those of two processes differ', () => {
    const request = { headers: {}, socket: {} } as IncomingMessage
    const [here, there] = [createRequestIds(false), createRequestIds(false)]
    const ids = [here(request), here(request), there(request), there(request)]
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-z]+$/)
  })

  test.each([
    ['every peer is one of a number of proxies', 1, '203.0.113.9'],
    ['an address', ['10.0.0.7'], '10.0.0.7'],
    ['a range', ['10.0.0.0/8'], '10.0.0.7'],
    ['a range, over an IPv6 socket', ['10.0.0.0/8'], '::ffff:10.0.0.7'],
    ['an IPv6 range', ['fd00::/8'], 'fd00::1'],
  ] as const)('is taken over from a trusted proxy: %s', (_what, trust, peer) => {
    expect(idOf(trust as Config['trustProxy'], guid, peer)).toBe(guid)
  })

  test.each([
    ['nobody is trusted', false, '10.0.0.7'],
    ['another peer is trusted', ['10.0.0.8', 'fd00::/8'], '10.0.0.7'],
  ] as const)('is not taken over from anybody else: %s', (_what, trust, peer) => {
    expect(idOf(trust as Config['trustProxy'], guid, peer)).not.toBe(guid)
  })

  test.each([
    'ada@example.com',
    'Ada Lovelace',
    'a'.repeat(65),
    'short',
    '12345678\n{"level":60}',
    'x,y,z,x,y,z',
  ])('is not taken over where it is not short and clean: %j', (sent) => {
    expect(idOf(1, sent)).not.toBe(sent)
  })
})
