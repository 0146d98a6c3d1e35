import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { dumpCatalogue } from '../../test/support/dump-catalogue.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'
import { loadSnapshot } from './load-snapshot.ts'
import { verifyPassword } from './passwords.ts'
import { hashSecret } from './secrets.ts'
import { setUpInstallation } from './set-up-installation.ts'

const now = () => Date.parse('2026-01-02T03:04:05.006Z')

let folder: string
let database: TestDatabase
let db: Queries

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-set-up-'))
})
beforeEach(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
afterEach(async () => {
  await db.destroy()
  await database.drop()
})
afterAll(() => rm(folder, { recursive: true }))

const start = (provisionFile: string | null = null) =>
  setUpInstallation({ connection: database.connection, provisionFile, now })

const readSetUpAt = async () =>
  (await db.selectFrom('installation').select('set_up_at').executeTakeFirstOrThrow()).set_up_at

describe('the first start', () => {
  test('makes what the first requests on both tracking APIs need, and gives its secrets', async () => {
    const { firstStart } = await start()
    expect(firstStart).toMatchObject({
      administrator: { email: 'admin@localhost', password: expect.stringMatching(/^[0-9a-f]{32}$/) },
      channel: { name: 'Sample app' },
      trackingKey: expect.stringMatching(/^wm_track_[0-9a-f]{40}$/),
      token: expect.stringMatching(/^wm_token_[0-9a-f]{40}$/),
    })
    if (firstStart === null) return

    const snapshot = await loadSnapshot(db, pino({ level: 'silent' }))
    const channel = snapshot.channelByGuid(firstStart.channel.id)
    expect(channel).toMatchObject({
      name: 'Sample app',
      language: 'en',
      allowProvisional: false,
      removedProcessors: [],
      requireConsentId: null,
    })
    expect(snapshot.sitecoreKey(firstStart.sitecoreKey)).toMatchObject({ enabled: true, channel })
    expect(snapshot.secretKey(hashSecret(firstStart.trackingKey))).toMatchObject({
      access: 'tracking',
      enabled: true,
      channel,
    })
    expect(snapshot.token(hashSecret(firstStart.token))).toEqual({ name: 'sample', role: 'admin' })

    // The batch that the samples of the JSS SDK send, and the custom type of the Xperience documentation.
    expect(snapshot.definition('event', 'Download')).toBeDefined()
    expect(snapshot.definition('goal', 'Instant Demo')?.points).toBe(10)
    expect(snapshot.definition('goal', 'Register')?.points).toBe(50)
    expect(snapshot.definition('outcome', 'Opportunity')).toBeDefined()
    expect(snapshot.definition('outcome', 'Marketing Lead')).toBeDefined()
    expect(snapshot.definition('event', '{66722F52-2D13-4DCC-90FC-EA7117CF2298}')?.name).toBe('Login')
    expect(snapshot.definition('activityType', 'custom_loan_calculator')).toMatchObject({
      displayName: 'Loan calculator usage',
      enabled: true,
      provisional: false,
    })
    expect(snapshot.defaultLanguage?.code).toBe('en')
    const text = snapshot.consent('TrackingConsent')?.texts.get('en')
    expect(text?.shortText).toMatch(/^<p>.+<\/p>$/)
    expect(text?.fullText).toMatch(/^<p>.+<\/p>$/)

    const user = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
    expect(user).toMatchObject({ email: 'admin@localhost', role: 'admin' })
    expect(await verifyPassword(firstStart.administrator.password, user.password_hash)).toBe(true)
  })

  test('lets pages of local development in, and no others', async () => {
    await start()
    const snapshot = await loadSnapshot(db, pino({ level: 'silent' }))
    expect(snapshot.sitecoreKeys[0]?.corsOrigins).toContain('http://localhost:3000')
    for (const origin of snapshot.sitecoreKeys[0]?.corsOrigins ?? [])
      expect(origin).toMatch(/^http:\/\/localhost:/)
  })

  test('is the first one only once: later starts change nothing', async () => {
    await start()
    const before = await dumpCatalogue(db)
    expect(await start()).toEqual({ firstStart: null, provisioned: null })
    expect(await dumpCatalogue(db)).toEqual(before)
    expect(await readSetUpAt()).toEqual(new Date(now()))
  })

  test('makes the sample once when several servers start at once', async () => {
    const starts = await Promise.all([start(), start(), start()])
    expect(starts.filter(({ firstStart }) => firstStart !== null)).toHaveLength(1)
    expect(await db.selectFrom('channels').select('id').execute()).toHaveLength(1)
  })

  test('with a provisioning file makes what that names and nothing else, also later without the file', async () => {
    const file = join(folder, 'provision.json')
    await writeFile(file, JSON.stringify({ channels: [{ codeName: 'mine' }] }))
    const starts = await Promise.all([start(file), start(file)])
    expect(starts.map(({ firstStart }) => firstStart)).toEqual([null, null])
    expect(starts.map(({ provisioned }) => provisioned).sort()).toEqual([
      'Nothing to change: all is as the file says.',
      'Provisioned: 1 channel created.',
    ])
    expect(await start()).toEqual({ firstStart: null, provisioned: null })
    expect(await db.selectFrom('channels').select('code_name').execute()).toEqual([{ code_name: 'mine' }])
    expect(await db.selectFrom('users').select('id').execute()).toEqual([])
    const definitions = await db.selectFrom('definitions').select('name').orderBy('name').execute()
    expect(definitions.map(({ name }) => name)).toEqual(['click', 'datainput', 'pagevisit'])
  })

  test('with a provisioning file that cannot be applied is still to come', async () => {
    const file = join(folder, 'wrong.json')
    await writeFile(file, JSON.stringify({ channels: [{ name: '' }] }))
    await expect(start(file)).rejects.toThrow(`${file}: channels[0].name is "" but must be a name`)
    expect(await readSetUpAt()).toBeNull()
    expect((await start()).firstStart).not.toBeNull()
  })
})
