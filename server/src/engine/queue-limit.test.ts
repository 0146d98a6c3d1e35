import { expect, test } from 'vitest'
import { QueueLimit } from './queue-limit.ts'

/** A second of batches of 500, so many of them, with so much waiting. */
function work(limit: QueueLimit, batches: number, waiting: number, from = 1_000): number {
  for (let batch = 0; batch <= batches; batch++) limit.note(500, waiting, from + (batch * 1_000) / batches)
  return limit.commands
}

test('as many commands may wait as were stored in one and a half seconds of full load', () => {
  expect(work(new QueueLimit(), 12, 9_000)).toBe(9_000)
})

test('at most 20,000 may wait, at least 4,096', () => {
  expect(work(new QueueLimit(), 100, 9_000)).toBe(20_000)
  expect(work(new QueueLimit(), 2, 9_000)).toBe(4_096)
})

test('what is stored when little waits says nothing of what could be', () => {
  expect(work(new QueueLimit(), 2, 10)).toBe(20_000)
})

test('the limit follows a database that becomes fast again', () => {
  const limit = new QueueLimit()
  work(limit, 2, 4_000)
  expect(work(limit, 12, 4_000, 2_000)).toBe(9_000)
})
