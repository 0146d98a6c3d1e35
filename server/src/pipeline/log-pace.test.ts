import { expect, onTestFinished, test, vi } from 'vitest'
import { createLogPace } from './log-pace.ts'

test('one line a second gets into the log, and says how many did not', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const pace = createLogPace()
  expect([pace(), pace(), pace()]).toEqual([0, null, null])
  vi.advanceTimersByTime(1_000)
  expect([pace(), pace()]).toEqual([2, null])
})
