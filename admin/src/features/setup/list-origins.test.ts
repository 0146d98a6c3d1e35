import { expect, test } from 'vitest'
import { listOrigins } from './list-origins.ts'
import type { ApiKeyView } from './setup.api.ts'

function key(name: string, corsOrigins: string[], more: Partial<ApiKeyView> = {}): ApiKeyView {
  const id = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
  const at = '2026-11-22T10:00:00.000Z'
  return {
    ...{ id, channelId: id, name, access: 'sitecore', publicKey: id, enabled: true, corsOrigins },
    ...{ rateLimit: null, createdAt: at, modifiedAt: at, etag: '"1"' },
    ...more,
  }
}

test('what every key lists needs no names of keys, what only some do is said of those', () => {
  const [both, one] = ['https://both.example', 'https://one.example']
  expect(listOrigins([key('web', [both, one]), key('shop', [both])])).toEqual([
    { origin: both, onlyWith: [] },
    { origin: one, onlyWith: ['web'] },
  ])
})

test('keys that are disabled, or no public ones, list nothing', () => {
  const origin = 'https://a.example'
  expect(
    listOrigins([key('off', [origin], { enabled: false }), key('x', [], { access: 'tracking' })]),
  ).toEqual([])
})
