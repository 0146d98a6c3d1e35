import { expect, test } from 'vitest'
import { isKept } from './kept-request.ts'

const refused = {
  channelId: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  endpoint: 'event',
  method: 'POST',
  status: 403,
  verdict: 'refused',
  code: 'origin_not_allowed',
} as const

test('what was refused to a good key stands among the rejected events', () => {
  expect(isKept(refused)).toBe(true)
  expect(isKept({ ...refused, verdict: 'partly_accepted', status: 207 })).toBe(true)
})

test.each([
  [{ channelId: null }],
  [{ method: 'OPTIONS' }],
  [{ endpoint: 'other', status: 404 }],
  [{ status: 503 }],
  [{ code: 'too_many_requests', status: 429 }],
  [{ verdict: 'accepted', status: 200 }],
  [{ verdict: 'withheld', status: 403 }],
] as const)('not so %j', (more) => {
  expect(isKept({ ...refused, ...more })).toBe(false)
})
