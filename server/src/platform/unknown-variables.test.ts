import { expect, test } from 'vitest'
import { variableNames } from './config.ts'
import { describeUnknownVariables } from './unknown-variables.ts'

const describe = (...names: string[]) =>
  describeUnknownVariables(Object.fromEntries(names.map((name) => [name, 'x'])))

test('variables of Waymark, of its clients and of other programs are no matter', () => {
  expect(describe(...variableNames, 'WAYMARK_URL', 'PATH', 'MY_WAYMARK_PORT')).toEqual([])
})

test.each([
  ['WAYMARK_PROT', 'WAYMARK_PORT'],
  ['WAYMARK_DATA_', 'WAYMARK_DATA'],
  ['WAYMARK_PUBLICURL', 'WAYMARK_PUBLIC_URL'],
  ['WAYMARK_TRUSTED_PROXY', 'WAYMARK_TRUST_PROXY'],
  ['WAYMARK_LOGLEVEL', 'WAYMARK_LOG_LEVEL'],
  ['waymark_port', 'WAYMARK_PORT'],
])('%s was probably meant to be %s', (name, meant) => {
  expect(describe(name)).toEqual([`${name} has no effect. Did you mean ${meant}?`])
})

test('a name that is like none gets no guess', () => {
  expect(describe('WAYMARK_FEATURE_FLAGS')).toEqual([
    'WAYMARK_FEATURE_FLAGS has no effect. waymark start --help lists those that do.',
  ])
})
