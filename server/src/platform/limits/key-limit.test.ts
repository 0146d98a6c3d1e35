import { expect, test } from 'vitest'
import { createKeyLimit } from './key-limit.ts'

test('A key may send as many requests in a second as its limit says, each key for itself', () => {
  let time = 0
  const limit = createKeyLimit(() => time)
  const [slow, other] = [
    { id: 1, rateLimit: 2 },
    { id: 2, rateLimit: 2 },
  ]
  expect([slow, slow, slow, other].map(limit.take)).toEqual([0, 0, 1, 0])
  time += 500
  expect([slow, slow].map(limit.take)).toEqual([0, 1])
})

test('A key without a limit may send as much as it likes', () => {
  const limit = createKeyLimit(() => 0)
  expect(Array.from({ length: 10_000 }, () => limit.take({ id: 1, rateLimit: null }))).not.toContain(1)
})

test('A limit that changes holds at once', () => {
  const limit = createKeyLimit(() => 0)
  for (let n = 0; n < 10; n++) limit.take({ id: 1, rateLimit: 1_000 })
  expect([1, 1].map((rateLimit) => limit.take({ id: 1, rateLimit }))).toEqual([0, 1])
  expect(limit.take({ id: 1, rateLimit: null })).toBe(0)
})
