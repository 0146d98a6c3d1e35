import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'
import { changeCatalogue } from './change-catalogue.ts'
import { openCatalogue } from './open-catalogue.ts'
import { MAX_PROVISIONAL_DEFINITIONS } from './provisional-definitions.ts'
import type { ProvisioningDocument } from './provisioning/document.schemas.ts'
import { provision } from './provisioning/provision.ts'
import { hashSecret } from './secrets.ts'
import type { Catalogue } from './snapshot.ts'

const logger = pino({ level: 'silent' })
const now = () => Date.parse('2026-02-03T04:05:06.789Z')

let database: TestDatabase
let db: Queries
const open: Catalogue[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(open.splice(0).map((catalogue) => catalogue.close()))
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function openOne(): Promise<Catalogue> {
  const catalogue = await openCatalogue({ db, connection: database.connection, logger, now })
  open.push(catalogue)
  return catalogue
}

function apply(document: ProvisioningDocument): Promise<void> {
  return changeCatalogue(db, async (transaction) => {
    await provision(transaction, document, new Date(now()))
    return { changed: true, result: undefined }
  })
}

describe('what the snapshot shows', () => {
  test('a definition is found by its GUID in any notation and by its name in any case, within its kind', async () => {
    await apply({
      goals: [{ id: '{5F2C8D1E-0B5D-4C1D-9B61-6D7D5A5B2F10}', name: 'Sign Up', points: 7 }],
      events: [{ name: 'Sign Up' }],
    })
    const { snapshot } = await openOne()
    const goal = snapshot.definition('goal', 'Sign Up')
    expect(goal).toMatchObject({
      kind: 'goal',
      guid: '5f2c8d1e-0b5d-4c1d-9b61-6d7d5a5b2f10',
      name: 'Sign Up',
      displayName: 'Sign Up',
      points: 7,
      enabled: true,
      builtIn: false,
      provisional: false,
    })
    for (const spelling of [
      'SIGN up',
      '{5F2C8D1E-0B5D-4C1D-9B61-6D7D5A5B2F10}',
      '5f2c8d1e0b5d4c1d9b616d7d5a5b2f10',
      '(5F2C8D1E-0B5D-4C1D-9B61-6D7D5A5B2F10)',
    ]) {
      expect(snapshot.definition('goal', spelling), spelling).toBe(goal)
    }
    expect(snapshot.definition('event', 'sign up')?.kind).toBe('event')
    expect(snapshot.definition('event', '5f2c8d1e-0b5d-4c1d-9b61-6d7d5a5b2f10')).toBeUndefined()
    expect(snapshot.definition('outcome', 'sign up')).toBeUndefined()
    expect(snapshot.definitionById(goal?.id ?? 0)).toBe(goal)
    expect(snapshot.definition('activityType', 'PageVisit')).toMatchObject({
      builtIn: true,
      name: 'pagevisit',
    })
  })

  test('keys, tokens, channels, consents and languages are found by what requests carry', async () => {
    await apply({
      languages: [
        { code: 'en-GB', name: 'English', default: true },
        { code: 'cy', fallback: 'EN-gb' },
      ],
      consents: [
        {
          name: 'Newsletter',
          displayName: 'News',
          texts: { 'EN-GB': { shortText: '<p>News?</p>', fullText: '<p>All the news?</p>' } },
        },
      ],
      channels: [
        {
          id: 'A3F4BC8B6D84454F8215CBEC70BFAADD',
          name: 'Shop',
          codeName: 'shop',
          language: 'CY',
          requireConsent: 'newsletter',
          allowProvisional: true,
          apiKeys: [
            {
              name: 'jss',
              access: 'sitecore',
              secret: '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}',
              corsOrigins: 'https://App.Example.com:443/ ; http://localhost:3000;; capacitor://localhost',
            },
            { name: 'server', access: 'tracking', secret: 'server-secret', rateLimit: 50 },
            { name: 'off', access: 'tracking', secret: 'off-secret', enabled: false },
            { name: 'content', access: 'published', secret: 'content-secret' },
          ],
        },
      ],
      tokens: [{ name: 'ci', secret: 'token-secret', role: 'viewer' }],
    })
    const { snapshot } = await openOne()

    const channel = snapshot.channelByGuid('a3f4bc8b-6d84-454f-8215-cbec70bfaadd')
    const consent = snapshot.consent('NEWSLETTER')
    expect(channel).toMatchObject({ name: 'Shop', codeName: 'shop', language: 'cy', allowProvisional: true })
    expect(channel?.requireConsentId).toBe(consent?.id)
    expect(snapshot.channelById(channel?.id ?? 0)).toBe(channel)
    expect(snapshot.channels).toContain(channel)

    const publicKey = snapshot.sitecoreKey('8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10')
    expect(publicKey).toMatchObject({ name: 'jss', access: 'sitecore', enabled: true, rateLimit: null })
    expect(publicKey?.channel).toBe(channel)
    expect(publicKey?.corsOrigins).toEqual([
      'https://app.example.com',
      'http://localhost:3000',
      'capacitor://localhost',
    ])
    expect(snapshot.sitecoreKeys).toEqual([publicKey])
    expect(snapshot.secretKey(hashSecret('server-secret'))).toMatchObject({
      name: 'server',
      access: 'tracking',
      rateLimit: 50,
    })
    expect(snapshot.secretKey(hashSecret('off-secret'))).toMatchObject({ enabled: false })
    expect(snapshot.secretKey(hashSecret('content-secret'))).toMatchObject({ access: 'published' })
    expect(snapshot.secretKey(hashSecret('8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'))).toBeUndefined()
    expect(snapshot.token(hashSecret('token-secret'))).toEqual({ name: 'ci', role: 'viewer' })
    expect(snapshot.token(hashSecret('server-secret'))).toBeUndefined()

    expect(consent).toMatchObject({ name: 'Newsletter', displayName: 'News' })
    expect(consent?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(consent?.texts).toEqual(
      new Map([['en-gb', { shortText: '<p>News?</p>', fullText: '<p>All the news?</p>' }]]),
    )
    expect(snapshot.consentById(consent?.id ?? 0)).toBe(consent)
    expect(snapshot.language('CY')).toEqual({ code: 'cy', isDefault: false, fallback: 'en-GB' })
    expect(snapshot.defaultLanguage).toMatchObject({ code: 'en-GB', isDefault: true, fallback: null })
  })

  test('a stored setting that this version does not accept counts as not stored', async () => {
    await db
      .insertInto('settings')
      .values([
        { name: 'visit.timeoutMinutes', value: '30' },
        { name: 'addresses.store', value: '"in a drawer"' },
        { name: 'from.tomorrow', value: 'true' },
      ])
      .execute()
    const { snapshot } = await openOne()
    await db.deleteFrom('settings').execute()
    expect(snapshot.settings['visit.timeoutMinutes']).toBe(30)
    expect(snapshot.settings['addresses.store']).toBe('truncated')
    expect(snapshot.settings).not.toHaveProperty('from.tomorrow')
  })
})

describe('how a change spreads', () => {
  test('a committed change reaches another catalogue within a second, without anybody asking', async () => {
    const [here, there] = [await openOne(), await openOne()]
    const before = there.snapshot
    await apply({ events: [{ name: 'Heard of' }] })
    await vi.waitUntil(() => there.snapshot.definition('event', 'heard of'), { timeout: 1_000, interval: 5 })
    await vi.waitUntil(() => here.snapshot.definition('event', 'heard of'), { timeout: 1_000, interval: 5 })
    expect(there.snapshot.version).toBe(before.version + 1)
    expect(before.definition('event', 'heard of')).toBeUndefined()
  })

  test('a change that is rolled back reaches nobody', async () => {
    const catalogue = await openOne()
    const { version } = catalogue.snapshot
    const failing = changeCatalogue(db, async (transaction) => {
      await provision(transaction, { events: [{ name: 'Never' }] }, new Date(now()))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await catalogue.refresh()
    expect(catalogue.snapshot.version).toBe(version)
    expect(catalogue.snapshot.definition('event', 'never')).toBeUndefined()
  })

  test('what refresh() resolves with was read after it was called, also while another load is under way', async () => {
    const catalogue = await openOne()
    for (let round = 0; round < 10; round++) {
      const earlier = catalogue.refresh()
      await db
        .insertInto('definitions')
        .values({
          guid: crypto.randomUUID(),
          kind: 'event',
          name: `Silent ${round}`,
          display_name: '',
          created_at: new Date(),
        })
        .execute()
      await Promise.all([earlier, catalogue.refresh(), catalogue.refresh()])
      expect(catalogue.snapshot.definition('event', `silent ${round}`)).toBeDefined()
    }
  })

  test('without notifications a change is seen by looking every 5 s', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const catalogue = await openOne()
    // As a proxy that does not carry LISTEN makes it: the version rises, and nobody hears.
    await db.transaction().execute(async (transaction) => {
      await provision(transaction, { events: [{ name: 'Looked for' }] }, new Date(now()))
      await transaction
        .updateTable('installation')
        .set(({ eb }) => ({ catalogue_version: eb('catalogue_version', '+', 1) }))
        .execute()
    })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(catalogue.snapshot.definition('event', 'looked for')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    await vi.waitUntil(() => catalogue.snapshot.definition('event', 'looked for'), { timeout: 5_000 })
  })

  test('a listener whose connection breaks comes back, catches up and hears again', async () => {
    const catalogue = await openOne()
    const terminated = await sql<{ done: boolean }>`
      SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity
      WHERE application_name = 'waymark catalogue' AND datname = current_database()
    `.execute(db)
    expect(terminated.rows).toEqual([{ done: true }])
    // While nobody listens: silently, so that only the reload after the reconnect can bring it.
    await db
      .insertInto('definitions')
      .values({
        guid: crypto.randomUUID(),
        kind: 'event',
        name: 'Missed',
        display_name: '',
        created_at: new Date(),
      })
      .execute()
    await vi.waitUntil(() => catalogue.snapshot.definition('event', 'missed'), {
      timeout: 5_000,
      interval: 10,
    })
    await apply({ events: [{ name: 'Heard again' }] })
    await vi.waitUntil(() => catalogue.snapshot.definition('event', 'heard again'), {
      timeout: 1_000,
      interval: 5,
    })
  })
})

test('a catalogue works, and closes, where nobody can listen', async () => {
  const nowhere = { connectionString: 'postgresql://nobody@127.0.0.1:1/nowhere' }
  const catalogue = await openCatalogue({ db, connection: nowhere, logger, now })
  open.push(catalogue)
  await apply({ events: [{ name: 'Unheard' }] })
  await catalogue.refresh()
  expect(catalogue.snapshot.definition('event', 'unheard')).toBeDefined()
})

test('while the database is away the last snapshot stays in use, and nothing crashes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const own = openQueries(database.connection)
  const catalogue = await openCatalogue({ db: own, connection: database.connection, logger, now })
  open.push(catalogue)
  const { snapshot } = catalogue
  await own.destroy()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(catalogue.snapshot).toBe(snapshot)
  await expect(catalogue.refresh()).rejects.toThrow()
})

describe('a definition that a client names first', () => {
  test('comes into being once, however many ask for it at once in however many processes', async () => {
    const [here, there] = [await openOne(), await openOne()]
    const { version } = here.snapshot
    const spellings = ['Änderung', 'änderung', 'ÄNDERUNG']
    const asked = spellings.flatMap((name) =>
      [here, there].flatMap((catalogue) =>
        Array.from({ length: 10 }, () => catalogue.addProvisional('goal', name)),
      ),
    )
    const definitions = await Promise.all(asked)
    expect(new Set(definitions.map((definition) => definition?.id)).size).toBe(1)
    expect(definitions[0]).toMatchObject({ kind: 'goal', provisional: true, enabled: true, points: 0 })
    expect(here.snapshot.definition('goal', 'äNDERUNG')).toMatchObject({ provisional: true })
    await there.refresh()
    expect(there.snapshot.version).toBe(version + 1)
    // The same name is another definition in another kind, and a known one is simply found.
    expect((await here.addProvisional('event', 'Änderung'))?.id).not.toBe(definitions[0]?.id)
    expect(await here.addProvisional('activityType', 'PAGEVISIT')).toMatchObject({ builtIn: true })
  })

  test('by an unknown GUID gets that GUID, and is called by it', async () => {
    const catalogue = await openOne()
    const definition = await catalogue.addProvisional('outcome', '{0D11D7C2-8DD4-4C1E-8A6F-111111111111}')
    expect(definition).toMatchObject({
      guid: '0d11d7c2-8dd4-4c1e-8a6f-111111111111',
      name: '0d11d7c2-8dd4-4c1e-8a6f-111111111111',
      provisional: true,
    })
    expect(await catalogue.addProvisional('outcome', '0d11d7c28dd44c1e8a6f111111111111')).toBe(definition)
    // One GUID names one definition: it is not of the kind that is asked for here.
    expect(await catalogue.addProvisional('campaign', '0d11d7c28dd44c1e8a6f111111111111')).toBeNull()
  })

  test('does not come into being under a name that nothing can have', async () => {
    const catalogue = await openOne()
    const { version } = catalogue.snapshot
    for (const name of ['', ' ', ' Padded', 'two\nlines', 'nul\0', '\ud800', 'x'.repeat(201)]) {
      expect(await catalogue.addProvisional('goal', name), JSON.stringify(name)).toBeNull()
    }
    expect(await catalogue.addProvisional('activityType', 'with blank')).toBeNull()
    expect(await catalogue.addProvisional('goal', 'x'.repeat(200))).toMatchObject({ provisional: true })
    expect(catalogue.snapshot.version).toBe(version + 1)
  })

  test('a naming of it by an administrator confirms it', async () => {
    const catalogue = await openOne()
    const provisional = await catalogue.addProvisional('campaign', 'Autumn')
    await apply({ campaigns: [{ name: 'Autumn', channel: 'email' }] })
    await catalogue.refresh()
    expect(catalogue.snapshot.definition('campaign', 'autumn')).toMatchObject({
      id: provisional?.id,
      provisional: false,
    })
  })
})

test('there are never more than 1,000 provisional definitions', async () => {
  const own = await createTestDatabase()
  const queries = openQueries(own.connection)
  const catalogue = await openCatalogue({ db: queries, connection: own.connection, logger, now })
  try {
    await queries
      .insertInto('definitions')
      .values(
        Array.from({ length: MAX_PROVISIONAL_DEFINITIONS - 2 }, (_, n) => ({
          guid: crypto.randomUUID(),
          kind: 'goal' as const,
          name: `Filler ${n}`,
          display_name: '',
          provisional: true,
          created_at: new Date(),
        })),
      )
      .execute()
    // This process has not seen them yet, and still: five at once, of which two have room.
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) => catalogue.addProvisional('goal', `Last ${name}`)),
    )
    expect(answers.filter((definition) => definition !== null)).toHaveLength(2)
    expect(await catalogue.addProvisional('goal', 'One more')).toBeNull()
    expect(await catalogue.addProvisional('goal', 'Filler 7')).toMatchObject({ name: 'Filler 7' })
  } finally {
    await catalogue.close()
    await queries.destroy()
    await own.drop()
  }
})
