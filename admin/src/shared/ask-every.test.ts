import { expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { askEvery } from './ask-every.ts'

const failure = (status: number) => new ApiError({ status, code: 'x', detail: 'x' })

test('What is refused is asked for no more, what failed for a moment is', () => {
  const interval = askEvery<{ open: boolean }>(2_000, (data) => data?.open !== false)
  expect(interval({ state: { data: undefined, error: null } })).toBe(2_000)
  expect(interval({ state: { data: { open: false }, error: null } })).toBe(false)
  for (const status of [401, 403, 404])
    expect(interval({ state: { data: { open: true }, error: failure(status) } })).toBe(false)
  for (const status of [0, 429, 500, 503])
    expect(interval({ state: { data: { open: true }, error: failure(status) } })).toBe(2_000)
})
