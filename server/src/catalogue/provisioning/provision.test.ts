import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpCatalogue } from '../../../test/support/dump-catalogue.ts'
import { provisioningExample as example } from '../../../test/support/provisioning-example.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { changeCatalogue } from '../change-catalogue.ts'
import { verifyPassword } from '../passwords.ts'
import { hashSecret } from '../secrets.ts'
import { provision } from './provision.ts'
import { readDocument } from './read-document.ts'

let database: TestDatabase
let db: Queries

beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
beforeEach(emptyCatalogue)
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function emptyCatalogue(): Promise<void> {
  await db.deleteFrom('consent_archive').execute()
  await db.deleteFrom('consent_agreements').execute()
  await db.deleteFrom('api_keys').execute()
  await db.deleteFrom('channels').execute()
  await db.deleteFrom('consents').execute()
  await db.deleteFrom('languages').execute()
  await db.deleteFrom('definitions').where('built_in', '=', false).execute()
  await db.updateTable('definitions').set({ enabled: true }).execute()
  for (const table of ['contact_fields', 'contact_groups', 'settings', 'users', 'tokens'] as const) {
    await db.deleteFrom(table).execute()
  }
}

/** Reads a document as if it came from a file, and applies it. */
async function apply(document: unknown): Promise<string> {
  const read = readDocument(Buffer.from(JSON.stringify(document)))
  return changeCatalogue(db, async (transaction) => {
    const tally = await provision(transaction, read, new Date())
    return { changed: !tally.isEmpty, result: String(tally) }
  })
}

const readGoal = (name: string) =>
  db
    .selectFrom('definitions')
    .selectAll()
    .where('kind', '=', 'goal')
    .where('name', '=', name)
    .executeTakeFirst()

describe('applying a document', () => {
  test('stores the example of the contract, and the second time changes nothing, not even the version', async () => {
    const summary = await apply(example)
    expect(summary).toBe(
      '2 languages created, 1 consent created, 1 channel created, 4 keys created, 1 token created, ' +
        '2 activity types created, 1 goal created, 1 event created, 1 outcome created, 1 campaign created, ' +
        '1 contact field created, 1 contact group created, 1 setting changed, 1 user created',
    )
    const first = await dumpCatalogue(db)
    expect(await apply(example)).toBe('')
    expect(await dumpCatalogue(db)).toEqual(first)
  })

  test('an empty document is in order and changes nothing', async () => {
    const before = await dumpCatalogue(db)
    expect(await apply({ $schema: './provisioning.schema.json' })).toBe('')
    expect(await apply({ languages: [], channels: [], settings: {} })).toBe('')
    expect(await dumpCatalogue(db)).toEqual(before)
  })

  test('keeps secrets of keys and tokens as hashes only, a Sitecore key readable, a password as argon2id', async () => {
    await apply(example)
    const dump = JSON.stringify(await dumpCatalogue(db))
    for (const secret of [
      'dev-tracking-key',
      'dev-published-key',
      'dev-admin-token',
      'correct horse battery',
    ]) {
      expect(dump).not.toContain(secret)
    }
    const keys = await db.selectFrom('api_keys').selectAll().orderBy('name').execute()
    expect(keys.map(({ name, public_key, secret_hash }) => [name, public_key, secret_hash])).toEqual([
      ['content', null, hashSecret('dev-published-key')],
      ['jss', '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10', null],
      ['old', null, hashSecret('dev-disabled-key')],
      ['tracking', null, hashSecret('dev-tracking-key')],
    ])
    const user = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
    expect(user.password_hash).toMatch(/^\$argon2id\$v=19\$/)
    expect(await verifyPassword('correct horse battery', user.password_hash)).toBe(true)
  })

  test('leaves alone what it does not name, and what a thing that it names has beyond what it says', async () => {
    await apply(example)
    const before = await dumpCatalogue(db)
    await apply({
      languages: [{ code: 'es' }],
      channels: [{ codeName: 'mobile', apiKeys: [{ name: 'jss' }] }],
      goals: [{ name: 'Register' }],
      activityTypes: [{ name: 'custom_off' }],
      consents: [{ name: 'TrackingConsent', texts: {} }],
      contactFields: [{ name: 'loyaltyNumber' }],
      contactGroups: [{ name: 'Leads' }],
      users: [{ email: 'admin@example.com' }],
      tokens: [{ name: 'ci' }],
    })
    expect(await dumpCatalogue(db)).toEqual(before)

    expect(await apply({ channels: [{ codeName: 'MOBILE', name: 'App' }] })).toBe('1 channel changed')
    const channel = await db.selectFrom('channels').selectAll().executeTakeFirstOrThrow()
    expect(channel).toMatchObject({ name: 'App', code_name: 'MOBILE', guid: example.channels[0]?.id })
    expect(channel.language_id).not.toBeNull()
  })

  test('a reference may stand before or after what it refers to, and may be to something stored earlier', async () => {
    await apply({
      languages: [
        { code: 'de-AT', fallback: 'de' },
        { code: 'de', fallback: 'EN' },
        { code: 'en', default: true },
      ],
      consents: [{ name: 'A' }],
    })
    await apply({
      channels: [{ codeName: 'one', language: 'DE-at', requireConsent: 'a' }],
      languages: [{ code: 'fr', fallback: 'de' }],
    })
    const languages = await db
      .selectFrom('languages')
      .leftJoin('languages as f', 'f.id', 'languages.fallback_id')
      .select(['languages.code', 'f.code as fallback'])
      .orderBy('languages.code')
      .execute()
    expect(languages).toEqual([
      { code: 'de', fallback: 'en' },
      { code: 'de-AT', fallback: 'de' },
      { code: 'en', fallback: null },
      { code: 'fr', fallback: 'de' },
    ])
    await apply({
      channels: [{ codeName: 'one', language: null, requireConsent: null }],
      languages: [{ code: 'fr', fallback: null }],
    })
    expect(await db.selectFrom('channels').selectAll().executeTakeFirst()).toMatchObject({
      language_id: null,
      require_consent_id: null,
    })
  })

  test('another language can become the default one, named or not named beside the former one', async () => {
    const readDefaults = () =>
      db.selectFrom('languages').select('code').where('is_default', '=', true).execute()
    await apply({ languages: [{ code: 'en', default: true }, { code: 'es' }] })
    expect(await apply({ languages: [{ code: 'es', default: true, fallback: 'en' }] })).toBe(
      '2 languages changed',
    )
    expect(await readDefaults()).toEqual([{ code: 'es' }])
    const back = [
      { code: 'en', default: true },
      { code: 'es', default: false },
    ]
    expect(await apply({ languages: back })).toBe('2 languages changed')
    expect(await readDefaults()).toEqual([{ code: 'en' }])
    expect(await apply({ languages: [{ code: 'fr', default: true }] })).toBe(
      '1 language created, 1 language changed',
    )
    expect(await readDefaults()).toEqual([{ code: 'fr' }])
  })

  test('a thing is found by its id and renamed, and its old name is free at once', async () => {
    const id = '0e4f7b8a-0b5d-4c1d-9b61-6d7d5a5b2f11'
    await apply({ goals: [{ id, name: 'Register', points: 5 }] })
    const before = await readGoal('Register')
    await apply({
      goals: [
        { name: 'Register', points: 1 },
        { id: `{${id.toUpperCase()}}`, name: 'Sign up' },
      ],
    })
    expect(await readGoal('Sign up')).toMatchObject({
      id: before?.id,
      guid: id,
      points: 5,
      display_name: 'Register',
    })
    expect(await readGoal('Register')).toMatchObject({ points: 1 })
  })

  test('names and secrets can change hands in one document', async () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()]
    const keys = (first: string, second: string, third: string, fourth: string) => [
      { name: 'k1', access: 'tracking', secret: first },
      { name: 'k2', access: 'tracking', secret: second },
      { name: 's1', access: 'sitecore', secret: third },
      { name: 's2', access: 'sitecore', secret: fourth },
    ]
    const document = (a: string, b: string) => ({
      goals: [
        { id: one, name: a },
        { id: two, name: b },
      ],
      consents: [
        { id: one, name: a },
        { id: two, name: b },
      ],
      channels: [
        {
          id: one,
          codeName: `c${a}`,
          apiKeys: a === 'A' ? keys('x1', 'x2', one, two) : keys('x2', 'x1', two, one),
        },
        { id: two, codeName: `c${b}` },
      ],
      tokens: [
        { name: 't1', secret: `t${a}`, role: 'viewer' },
        { name: 't2', secret: `t${b}`, role: 'viewer' },
      ],
    })
    await apply(document('A', 'B'))
    await apply(document('B', 'A'))
    expect(await readGoal('B')).toMatchObject({ guid: one })
    expect(await readGoal('A')).toMatchObject({ guid: two })
    const key = await db.selectFrom('api_keys').selectAll().where('name', '=', 'k1').executeTakeFirst()
    expect(key?.secret_hash).toBe(hashSecret('x2'))
    expect(await apply(document('B', 'A'))).toBe('')
  })

  test('a retired secret can stay with a new, disabled key while the old one gets a new secret', async () => {
    await apply({
      channels: [{ codeName: 'c', apiKeys: [{ name: 'live', access: 'tracking', secret: 'one' }] }],
    })
    const rotation = {
      channels: [
        {
          codeName: 'c',
          apiKeys: [
            { name: 'retired', access: 'tracking', secret: 'one', enabled: false },
            { name: 'live', secret: 'two' },
          ],
        },
      ],
    }
    expect(await apply(rotation)).toBe('1 key changed, 1 key created')
    expect(await apply(rotation)).toBe('')
  })

  test('an id for a thing that had been made without one becomes its id', async () => {
    await apply({ events: [{ name: 'Download' }] })
    const id = crypto.randomUUID()
    expect(await apply({ events: [{ id, name: 'download' }] })).toBe('1 event changed')
    const events = await db.selectFrom('definitions').selectAll().where('kind', '=', 'event').execute()
    expect(events).toMatchObject([{ guid: id, name: 'download', display_name: 'Download' }])
  })

  test('a channel without a code name gets one made of its name, and is found by its name from then on', async () => {
    await apply({ channels: [{ name: 'Größe & Mode: Shop' }] })
    expect(await db.selectFrom('channels').select('code_name').execute()).toEqual([
      { code_name: 'gro-e-mode-shop' },
    ])
    expect(await apply({ channels: [{ name: 'größe & mode: shop' }] })).toBe('1 channel changed')
    expect(await db.selectFrom('channels').select('id').execute()).toHaveLength(1)
  })

  test('built-in activity types can be switched off and shown under another name', async () => {
    await apply({ activityTypes: [{ name: 'CLICK', displayName: 'Tap', enabled: false }] })
    const click = await db
      .selectFrom('definitions')
      .selectAll()
      .where('name', '=', 'click')
      .executeTakeFirst()
    expect(click).toMatchObject({ display_name: 'Tap', enabled: false, built_in: true })
    await apply({ activityTypes: [{ id: click?.guid, name: 'click', displayName: 'Click', enabled: true }] })
  })

  test('a setting that is set to its default is not stored, and takes back what was stored', async () => {
    await apply({ settings: { 'visit.timeoutMinutes': 0.5, 'reports.timeZone': 'Europe/Berlin' } })
    expect(await db.selectFrom('settings').selectAll().orderBy('name').execute()).toEqual([
      { name: 'reports.timeZone', value: 'Europe/Berlin' },
      { name: 'visit.timeoutMinutes', value: 0.5 },
    ])
    expect(await apply({ settings: { 'visit.timeoutMinutes': 20 } })).toBe('1 setting changed')
    expect(await db.selectFrom('settings').select('name').execute()).toEqual([{ name: 'reports.timeZone' }])
  })

  test('the time zone of reports cannot change once activities are counted by day', async () => {
    const counted = { day: '2026-03-02', channel_id: 1, definition_id: 1, activities: 1 }
    await db.insertInto('daily_counts').values(counted).execute()
    try {
      await expect(apply({ settings: { 'reports.timeZone': 'Asia/Tokyo' } })).rejects.toThrow(
        'cannot change any more',
      )
      expect(await db.selectFrom('settings').select('name').execute()).toEqual([])
    } finally {
      await db.deleteFrom('daily_counts').execute()
    }
  })

  test('a password that changes is stored anew, the same one is not', async () => {
    await apply({ users: [{ email: 'Ann@Example.com', password: 'first password', role: 'viewer' }] })
    expect(await apply({ users: [{ email: 'Ann@Example.com', password: 'first password' }] })).toBe('')
    expect(await apply({ users: [{ email: 'Ann@Example.com', password: 'second password' }] })).toBe(
      '1 user changed',
    )
    const user = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
    expect(await verifyPassword('second password', user.password_hash)).toBe(true)
    expect(await verifyPassword('first password', user.password_hash)).toBe(false)
    expect(await apply({ users: [{ email: 'ANN@example.com', role: 'marketer' }] })).toBe('1 user changed')
  })

  test('conditions of contact groups are kept whatever they say, and equal ones in any order are no change', async () => {
    const condition = { any: [{ b: 1, a: [1.5, -0, 1e21, 'ü', null, true, {}] }], __proto__x: {}, '': 0 }
    await apply({ contactGroups: [{ name: 'G', condition }] })
    const reordered = { '': 0, __proto__x: {}, any: [{ a: condition.any[0]?.a, b: 1 }] }
    expect(await apply({ contactGroups: [{ name: 'g', condition: reordered }] })).toBe(
      '1 contact group changed',
    )
    expect(await apply({ contactGroups: [{ name: 'g', condition }] })).toBe('')
  })

  test('texts of consents lose what could harm the page that shows them', async () => {
    const shortText =
      '<p onclick="x()">Hi <a href="javascript:x()" target="_blank">a</a><a href="https://e.x/?a=1&amp;b=2" target="_top">b</a>' +
      '<script>x()</script><img src=x onerror=x()><style>p{}</style><strong>ok</strong></p>'
    await apply({ languages: [{ code: 'en' }], consents: [{ name: 'C', texts: { EN: { shortText } } }] })
    const { texts } = await db.selectFrom('consents').select('texts').executeTakeFirstOrThrow()
    expect(texts).toEqual({
      en: {
        shortText:
          '<p>Hi <a target="_blank" rel="noopener noreferrer">a</a>' +
          '<a href="https://e.x/?a=1&amp;b=2" rel="noopener noreferrer">b</a><strong>ok</strong></p>',
        fullText: '',
      },
    })
  })

  test('a text of one language changes, those of the others stay', async () => {
    const languages = [{ code: 'en' }, { code: 'es' }]
    await apply({
      languages,
      consents: [{ name: 'C', texts: { en: { shortText: 'a', fullText: 'b' }, es: { shortText: 'c' } } }],
    })
    expect(await apply({ consents: [{ name: 'C', texts: { en: { fullText: 'B' } } }] })).toBe(
      '1 consent changed',
    )
    const { texts } = await db.selectFrom('consents').select('texts').executeTakeFirstOrThrow()
    expect(texts).toEqual({ en: { shortText: 'a', fullText: 'B' }, es: { shortText: 'c', fullText: '' } })
  })
})
