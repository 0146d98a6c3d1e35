import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCurl } from './curl.ts'
import type { LiveRequestDetails } from './live.api.ts'

function details(more: Partial<LiveRequestDetails>): LiveRequestDetails {
  return {
    method: 'POST',
    url: '/sitecore/api/jss/track/event?sc_apikey=1',
    headers: [],
    body: { text: '[]', size: 2, isCut: false },
    ...more,
  } as LiveRequestDetails
}

test('A request becomes a command with its headers and its body, and without what is the client’s own', () => {
  const request = details({
    headers: [
      { name: 'host', value: 'localhost:4100' },
      { name: 'content-type', value: 'application/json' },
      { name: 'content-length', value: '2' },
    ],
  })
  expect(writeCurl(request, 'http://localhost:4100')).toBe(
    `curl -i 'http://localhost:4100/sitecore/api/jss/track/event?sc_apikey=1' \\
  -H 'content-type: application/json' \\
  --data-binary '[]'`,
  )
})

test('A secret key is asked for, and never there', () => {
  const headers = [{ name: 'authorization', value: '(not kept)' }]
  expect(writeCurl(details({ headers }), 'http://a')).toContain('-H "Authorization: Bearer $WAYMARK_KEY"')
})

test('A request without a body says its method', () => {
  const body = { text: null, size: 0, isCut: false }
  expect(writeCurl(details({ method: 'POST', body }), 'http://a')).toContain('-X POST')
  expect(writeCurl(details({ method: 'OPTIONS', body }), 'http://a')).toContain('-X OPTIONS')
  expect(writeCurl(details({ method: 'GET', body }), 'http://a')).not.toContain('-X')
})

test('Whatever a visitor sent, a shell takes it as it is and runs nothing of it', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((one) => !one.includes('\0') && one !== '')
  fc.assert(
    fc.property(text, (sent) => {
      const command = writeCurl(details({ body: { text: sent, size: 1, isCut: false } }), 'http://a')
      const told = execFileSync('sh', [
        '-c',
        `curl() { for last; do :; done; printf %s "$last"; }; ${command}`,
      ])
      expect(told.toString()).toBe(sent)
    }),
    { numRuns: 20 },
  )
})
