import { expect, test } from 'vitest'
import { readJobParameters, writeJobParameters } from './job-parameters.ts'
import type { RejectedFilter } from './rejected-filter.ts'

const filter: RejectedFilter = {
  api: 'sitecore',
  channelIds: [7],
  code: 'unknown_goal',
  subject: 'Regsiter',
  kind: null,
  states: null,
  contactId: null,
  requestId: 'r-1',
  from: new Date('2026-03-01T10:00:00Z'),
  to: null,
}

test('A job knows after a restart what it was asked', () => {
  for (const renaming of [null, { kind: 'goal', from: 'Regsiter', to: 'Register' } as const]) {
    const stored = JSON.parse(JSON.stringify(writeJobParameters({ filter, renaming })))
    expect(readJobParameters(stored)).toEqual({ filter, renaming })
  }
})

test('A job of the version before goes on', () => {
  const { requestId: _none, renaming: _no, ...before } = writeJobParameters({ filter, renaming: null })
  expect(readJobParameters(before)).toEqual({ filter: { ...filter, requestId: null }, renaming: null })
})

test('A job of a later version is not guessed at', () => {
  expect(() => readJobParameters({ code: 5 })).toThrow('cannot be read')
})
