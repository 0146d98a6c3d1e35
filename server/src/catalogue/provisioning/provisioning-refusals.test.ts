import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpCatalogue } from '../../../test/support/dump-catalogue.ts'
import { provisioningExample } from '../../../test/support/provisioning-example.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { changeCatalogue } from '../change-catalogue.ts'
import { provision } from './provision.ts'
import { readDocument } from './read-document.ts'

const id = '0e4f7b8a-0b5d-4c1d-9b61-6d7d5a5b2f11'
const downloadId = 'b0a1d0f3-1111-4c1d-9b61-6d7d5a5b2f11'
/** What is stored before each document comes. */
const stored = { ...provisioningExample, events: [{ id: downloadId, name: 'Download' }] }

let database: TestDatabase
let db: Queries

beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
  await apply(stored)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

/** Reads a document as if it came from a file, and applies it. */
async function apply(document: unknown): Promise<void> {
  const read = readDocument(Buffer.from(JSON.stringify(document)))
  await changeCatalogue(db, async (transaction) => {
    await provision(transaction, read, new Date())
    return { changed: true, result: undefined }
  })
}

describe('a document that cannot be applied changes nothing and says where and why', () => {
  const guid = '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}'
  const channel = (...apiKeys: unknown[]) => ({ channels: [{ codeName: 'new', apiKeys }] })
  const key = (name: string, secret: string, access = 'tracking') => ({ name, secret, access })

  const refusals: [title: string, document: unknown, message: string][] = [
    [
      'an unknown member',
      { chanels: [] },
      'The document has an unknown member "chanels"; known are $schema, languages,',
    ],
    [
      'an unknown member deep inside',
      channel({ ...key('k', 'x'), scope: 1 }),
      'channels[0].apiKeys[0] has an unknown member "scope"',
    ],
    ['no object', [], 'The document is a list of 0 but must be an object'],
    ['a list that is none', { goals: {} }, 'goals is an object but must be a list of at most 10000 items'],
    [
      'a wrong type',
      { channels: [{ codeName: 'c', allowProvisional: 'yes' }] },
      'channels[0].allowProvisional is "yes" but must be true or false',
    ],
    [
      'an id that is no GUID',
      { goals: [{ id: 'register', name: 'R' }] },
      'goals[0].id is "register" but must be a GUID, in any notation',
    ],
    [
      'a name with blanks around it',
      { goals: [{ name: ' R' }] },
      'goals[0].name is " R" but must be a name: one line of 1 to 200 characters',
    ],
    [
      'a name that is too long',
      { goals: [{ name: 'x'.repeat(201) }] },
      'goals[0].name is a text of 201 characters',
    ],
    ['neither id nor name', { goals: [{ points: 1 }] }, 'goals[0] needs an id or a name'],
    [
      'an id of nothing, without a name',
      { goals: [{ id: crypto.randomUUID() }] },
      'goals[0] needs a name, since there is no goal with this id yet',
    ],
    [
      'a code name of an activity type with other characters',
      { activityTypes: [{ name: 'a b' }] },
      'activityTypes[0].name is "a b" but must be a code name: 1 to 200 letters, digits and the characters _ - .',
    ],
    [
      'points out of range',
      { goals: [{ name: 'R', points: 1_000_001 }] },
      'goals[0].points is 1000001 but must be an integer from -1000000 to 1000000',
    ],
    [
      'points with a fraction',
      { events: [{ name: 'R', points: 1.5 }] },
      'events[0].points is 1.5 but must be an integer',
    ],
    [
      'points of an outcome',
      { outcomes: [{ name: 'R', points: 1 }] },
      'outcomes[0] has an unknown member "points"',
    ],
    [
      'the same name twice, in another case',
      { goals: [{ name: 'R' }, { name: 'r' }] },
      'goals[1].name is the same as that of goals[0]',
    ],
    [
      'the same id twice',
      {
        goals: [
          { id, name: 'R' },
          { id: `{${id}}`, name: 'S' },
        ],
      },
      'goals[1].id is the same as that of goals[0]',
    ],
    [
      'one id for two kinds',
      { goals: [{ id: guid, name: 'R' }], events: [{ id: guid, name: 'R' }] },
      'events[0].id is the id of the goal at goals[0]',
    ],
    [
      'the id of something of another kind',
      { goals: [{ id: downloadId, name: 'R' }] },
      'goals[0].id is the id of the event "Download"',
    ],
    [
      'a name that another one keeps',
      { goals: [{ name: 'Other' }, { id, name: 'Other' }] },
      'goals[1].name is the same as that of goals[0]',
    ],
    [
      'a name that another one keeps by being named by its id',
      { goals: [{ id }, { name: 'Register' }] },
      'goals[1].name is already that of another goal',
    ],
    [
      'a built-in type under another name',
      { activityTypes: [{ id: '9326cb1e-cec8-48f2-9a3e-91c7dbb2166c', name: 'view' }] },
      'activityTypes[0].name would rename "pagevisit", which is built in',
    ],
    [
      'a built-in type with another id',
      { activityTypes: [{ id: crypto.randomUUID(), name: 'click' }] },
      'activityTypes[0].id must be 0d1c7a52-6f0e-4d7c-9a53-5a1f0c2b7e01 or be left out: "click" is built in',
    ],
    [
      'two default languages',
      {
        languages: [
          { code: 'fr', default: true },
          { code: 'de', default: true },
        ],
      },
      'languages[1].default is true, as is that of languages[0]',
    ],
    [
      'a fallback that is no language',
      { languages: [{ code: 'fr', fallback: 'xx' }] },
      'languages[0].fallback is "xx", which is the code of no language',
    ],
    [
      'a fallback to itself',
      { languages: [{ code: 'fr', fallback: 'FR' }] },
      'languages[0].fallback closes a circle: fr → fr',
    ],
    [
      'fallbacks in a circle, closed by a stored one',
      { languages: [{ code: 'en', fallback: 'es' }] },
      'languages[0].fallback closes a circle: en → es → en',
    ],
    [
      'a wrong code of a language',
      { languages: [{ code: 'english please' }] },
      'languages[0].code is "english please" but must be the code of a language',
    ],
    [
      'a channel in no language',
      { channels: [{ codeName: 'c', language: 'xx' }] },
      'channels[0].language is "xx", which is the code of no language',
    ],
    [
      'a channel with no such consent',
      { channels: [{ codeName: 'c', requireConsent: 'xx' }] },
      'channels[0].requireConsent is "xx", which is the code name of no consent',
    ],
    [
      'a channel whose derived code name is taken',
      { channels: [{ name: 'Mobile' }] },
      'channels[0] needs a codeName: mobile is already that of another channel',
    ],
    [
      'a text in no language',
      { consents: [{ name: 'C', texts: { xx: {} } }] },
      'consents[0].texts.xx names no language: known are en, es',
    ],
    [
      'a language of a text twice',
      { consents: [{ name: 'C', texts: { en: {}, EN: {} } }] },
      'consents[0].texts.EN names a language a second time',
    ],
    [
      'the same secret twice',
      channel(key('a', 's3'), key('b', 's3', 'draft')),
      'channels[0].apiKeys[1].secret is also the secret of the key "a" at channels[0].apiKeys[0]: each needs one of its own',
    ],
    [
      'the secret of a key and of a token',
      { ...channel(key('a', 's3')), tokens: [{ name: 't', secret: 's3', role: 'admin' }] },
      'tokens[0].secret is also the secret of the key "a" at channels[0].apiKeys[0]',
    ],
    [
      'the secret of a stored key',
      channel(key('a', 'dev-tracking-key')),
      'channels[0].apiKeys[0].secret is also the secret of the stored key "tracking"',
    ],
    [
      'the secret of a stored token',
      channel(key('a', 'dev-admin-token')),
      'channels[0].apiKeys[0].secret is also the secret of the stored token "ci"',
    ],
    [
      'the GUID of a stored Sitecore key, in another notation',
      channel(key('a', '8c9e1a520b5d4c1d9b616d7d5a5b2f10', 'sitecore')),
      'channels[0].apiKeys[0].secret is also the secret of the stored key "jss"',
    ],
    [
      'a secret that is a public key',
      channel(key('a', guid)),
      'channels[0].apiKeys[0].secret is also the secret of the stored key "jss"',
    ],
    [
      'a Sitecore key that is no GUID',
      channel(key('a', 'guid', 'sitecore')),
      'channels[0].apiKeys[0].secret must be a GUID, in any notation',
    ],
    [
      'a secret with blanks',
      channel(key('a', 'top secret')),
      'channels[0].apiKeys[0].secret is not accepted (and not shown here): it must be 1 to 200 visible ASCII characters',
    ],
    [
      'a key without a secret',
      channel({ name: 'a', access: 'draft' }),
      'channels[0].apiKeys[0] needs a secret, since there is no such key yet',
    ],
    [
      'a key without an access',
      channel({ name: 'a', secret: 's3' }),
      'channels[0].apiKeys[0] needs an access, since there is no such key yet',
    ],
    ['a key without a name', channel({ secret: 's3' }), 'channels[0].apiKeys[0] lacks the member "name"'],
    [
      'two keys of one name',
      channel(key('a', 's3'), key('A', 's4')),
      'channels[0].apiKeys[1].name is the same as that of channels[0].apiKeys[0]',
    ],
    [
      'another access for a key',
      { channels: [{ codeName: 'mobile', apiKeys: [{ name: 'old', access: 'draft' }] }] },
      'channels[0].apiKeys[0].access is "draft", but a key\'s access stays as it was made ("tracking")',
    ],
    [
      'an unknown access',
      channel(key('a', 's3', 'all')),
      'channels[0].apiKeys[0].access is "all" but must be one of "sitecore", "tracking", "published", "draft"',
    ],
    [
      'origins of a secret key',
      channel({ ...key('a', 's3'), corsOrigins: '*' }),
      'channels[0].apiKeys[0].corsOrigins is only for keys with the access "sitecore"',
    ],
    [
      'an origin without a scheme',
      channel({ ...key('a', guid, 'sitecore'), corsOrigins: 'localhost:3000' }),
      'channels[0].apiKeys[0].corsOrigins is "localhost:3000" but must be full origins',
    ],
    [
      'a rate limit that lets nothing through',
      channel({ ...key('a', 's3'), rateLimit: 0 }),
      'channels[0].apiKeys[0].rateLimit is 0 but must be',
    ],
    [
      'an unknown setting',
      { settings: { 'visit.timeout': 1 } },
      'settings has an unknown member "visit.timeout"; known are sitecore.enabled,',
    ],
    [
      'a setting out of range',
      { settings: { 'visit.timeoutMinutes': 0 } },
      'settings["visit.timeoutMinutes"] is 0 but must be a number from 0.01 to 1440 (minutes)',
    ],
    [
      'a time zone that is none',
      { settings: { 'reports.timeZone': 'Mars/Olympus' } },
      'settings["reports.timeZone"] is "Mars/Olympus" but must be the IANA name of a time zone',
    ],
    [
      'a field that contacts have',
      { contactFields: [{ name: 'eMail' }] },
      'contactFields[0].name is a field that every contact has',
    ],
    [
      'a field with another type',
      { contactFields: [{ name: 'loyaltyNumber', type: 'number' }] },
      'contactFields[0].type is "number", but a field keeps its type ("text")',
    ],
    [
      'a condition that is no object',
      { contactGroups: [{ name: 'G', condition: [] }] },
      'contactGroups[0].condition is a list of 0 but must be an object of at most 64 KiB of JSON',
    ],
    [
      'a condition that is too large',
      { contactGroups: [{ name: 'G', condition: { a: 'ü'.repeat(40_000) } }] },
      'contactGroups[0].condition is an object but must be an object of at most 64 KiB of JSON',
    ],
    [
      'an address that is none',
      { users: [{ email: 'ann', password: 'long enough, too', role: 'admin' }] },
      'users[0].email is not accepted (and not shown here): it must be an e-mail address',
    ],
    [
      'a short password',
      { users: [{ email: 'a@b.c', password: 'hunter2', role: 'admin' }] },
      'users[0].password is not accepted (and not shown here): it must be a password of at least 12 characters',
    ],
    [
      'a password that nobody has to guess for long',
      { users: [{ email: 'a@b.c', password: 'aaaaaaaaaaaaaaaaaa', role: 'admin' }] },
      'users[0].password is not accepted: A password needs at least four different characters.',
    ],
    [
      'a user without a role',
      { users: [{ email: 'a@b.c', password: 'long enough, too' }] },
      'users[0] needs a password and a role, since there is no such user yet',
    ],
    [
      'an unknown role',
      { tokens: [{ name: 't', secret: 's3', role: 'root' }] },
      'tokens[0].role is "root" but must be one of "admin", "marketer", "privacy", "viewer"',
    ],
    [
      'a token without a secret',
      { tokens: [{ name: 't', role: 'admin' }] },
      'tokens[0] needs a secret and a role, since there is no such token yet',
    ],
  ]

  test.each(refusals)('%s', async (_title, document, message) => {
    const before = await dumpCatalogue(db)
    // Things that are right stand beside what is wrong: they may not be applied either.
    const around = { languages: [{ code: 'zz' }], outcomes: [{ name: 'Beside' }], ...(document as object) }
    const refusal = apply(Array.isArray(document) ? document : around)
    await expect(refusal).rejects.toMatchObject({
      name: 'ProvisioningError',
      message: expect.stringContaining(message),
    })
    await expect(refusal).rejects.toMatchObject({
      message: expect.not.stringMatching(/hunter2|top secret|\n/),
    })
    expect(await dumpCatalogue(db)).toEqual(before)
  })
})
