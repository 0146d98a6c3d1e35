import { expect, test } from 'vitest'
import { explainIdentity } from './explain-identity.ts'

const headers: [] = []
const nobody = { source: 'none', givenId: null, deviceId: null, contactId: null, sentCookies: false } as const
const [ada, grace] = ['ada', 'grace']

test('The trace of an identity says how the client named itself, and whether it is to do so otherwise', () => {
  const known = { ...nobody, source: 'cookie', givenId: ada, deviceId: ada, contactId: ada } as const
  expect(explainIdentity({ identity: known, origin: null, headers })).toEqual(['id_cookie'])
  expect(explainIdentity({ identity: { ...known, deviceId: grace }, origin: null, headers })).toEqual([
    'id_cookie',
    'id_changed',
  ])
})

test('A page without cookies is told that its request may lack credentials; a server is not', () => {
  const fresh = { ...nobody, contactId: ada }
  expect(explainIdentity({ identity: fresh, origin: 'https://a.example', headers })).toEqual([
    'id_none_new',
    'id_noCredentials',
  ])
  expect(explainIdentity({ identity: fresh, origin: null, headers })).toEqual(['id_none_new'])
  expect(
    explainIdentity({ identity: { ...nobody, sentCookies: true }, origin: 'https://a.example', headers }),
  ).toEqual(['id_none'])
})

test('A header that holds no GUID is said to be ignored', () => {
  const explain = (value: string) =>
    explainIdentity({ identity: nobody, origin: null, headers: [{ name: 'x-waymark-visitor', value }] })
  for (const value of ['hello', '00000000-0000-0000-0000-000000000000'])
    expect(explain(value)).toEqual(['id_none', 'id_noGuid'])
  expect(explain('{A3F4BC8B-6D84-454F-8215-CBEC70BFAADD}')).toEqual(['id_none'])
})
