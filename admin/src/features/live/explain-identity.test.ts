import { expect, test } from 'vitest'
import { explainIdentity } from './explain-identity.ts'

const nobody = { source: 'none', givenId: null, deviceId: null, contactId: null, sentCookies: false } as const
const [ada, grace] = ['ada', 'grace']

test('The trace of an identity says how the client named itself, and whether it is to do so otherwise', () => {
  const known = { ...nobody, source: 'cookie', givenId: ada, deviceId: ada, contactId: ada } as const
  expect(explainIdentity({ identity: known, origin: null })).toEqual(['id_cookie'])
  expect(explainIdentity({ identity: { ...known, deviceId: grace }, origin: null })).toEqual([
    'id_cookie',
    'id_changed',
  ])
})

test('A page without cookies is told that its request may lack credentials; a server is not', () => {
  const fresh = { ...nobody, contactId: ada }
  expect(explainIdentity({ identity: fresh, origin: 'https://a.example' })).toEqual([
    'id_none_new',
    'id_noCredentials',
  ])
  expect(explainIdentity({ identity: fresh, origin: null })).toEqual(['id_none_new'])
  expect(
    explainIdentity({ identity: { ...nobody, sentCookies: true }, origin: 'https://a.example' }),
  ).toEqual(['id_none'])
})
