import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { compose } from '../../src/compose.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openQueries, type Queries } from '../../src/platform/database/queries.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { createTestDatabase } from './database.ts'

/** Lists no origins. */
export const KEY = '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}'
/** Lists https://app.example.com only. */
export const LISTING_KEY = '{0E4F3C64-33F5-4B4C-8A53-1F7C8E3E5A01}'
/** Lists `*`. */
export const OPEN_KEY = '{5B3D9C1E-7A50-4B0E-9E0B-7C7B3A1D2C02}'
/** Of a channel that takes names which nobody has defined yet. */
export const PROVISIONAL_KEY = '{7D2A6E90-1C7B-4F6C-AB42-90D5C2E4F303}'
/** Opens the Xperience API of the same installation. */
export const XPERIENCE_KEY = 'tracking-key-of-the-sample-app'

export const REGISTER = '3f2c1b6e-5a44-4f0b-8c1d-9e7a6b5c4d3e'

const setUp = {
  channels: [
    {
      id: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
      name: 'Sample app',
      codeName: 'sample',
      apiKeys: [
        { name: 'app', access: 'sitecore', secret: KEY },
        { name: 'listing', access: 'sitecore', secret: LISTING_KEY, corsOrigins: 'https://app.example.com' },
        { name: 'open', access: 'sitecore', secret: OPEN_KEY, corsOrigins: '*' },
        { name: 'xperience', access: 'tracking', secret: XPERIENCE_KEY },
      ],
    },
    {
      id: 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd',
      name: 'Tolerant app',
      codeName: 'tolerant',
      allowProvisional: true,
      apiKeys: [{ name: 'app', access: 'sitecore', secret: PROVISIONAL_KEY }],
    },
  ],
  goals: [
    { id: REGISTER, name: 'Register', points: 50 },
    { name: 'Instant Demo', points: 20 },
  ],
  events: [{ name: 'Download', points: 5 }],
  outcomes: [{ name: 'Opportunity' }, { name: 'Marketing Lead' }],
  campaigns: [{ name: 'Spring' }, { name: 'Autumn' }],
  tokens: [{ name: 'reading', secret: 'reading-token', role: 'admin' }],
  consents: [{ name: 'TrackingConsent' }, { name: 'Newsletter' }],
}

/** The channels, the first of which may require a consent. */
function channelsThat(requireConsent: string | null = null) {
  return setUp.channels.map((channel, index) => (index === 0 ? { ...channel, requireConsent } : channel))
}

export interface StoredActivity {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly parentId: string | null
  readonly monetary: string | null
  readonly currency: string | null
  readonly url: string | null
  readonly data: JsonObject | null
  readonly points: number
}

export interface StoredVisit {
  readonly startedAt: Date
  readonly lastAt: Date
  readonly flushed: boolean
  readonly pageViews: number
  readonly campaign: string | null
}

export interface SitecoreInstallation {
  readonly app: FastifyInstance
  /** Where the server listens, as clients take it: no slash at the end. */
  readonly host: string
  /** The server's clock stands still but for this. */
  advance(minutes: number): void
  /** While this runs, each look at the server's clock finds a second gone. */
  letTimePass<T>(during: () => PromiseLike<T>): Promise<T>
  now(): Date
  /** What is stored of a visitor, in the order in which it was sent. */
  readActivities(contactId: string): Promise<StoredActivity[]>
  readVisits(contactId: string): Promise<StoredVisit[]>
  countContacts(): Promise<number>
  /** What the management API answers an administrator. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
  read(path: string): Promise<any>
  readonly db: Queries
  close(): Promise<void>
}

/** All of Waymark on a database and a port of its own, with the definitions that the official samples use. */
export async function installSitecore(
  options: {
    settings?: JsonObject
    env?: Record<string, string>
    requireConsent?: string
    /** Page events besides those of the official samples. */
    events?: readonly string[]
  } = {},
): Promise<SitecoreInstallation> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'waymark-sitecore-'))
  const provisionFile = join(folder, 'provision.json')
  const document = {
    ...setUp,
    channels: channelsThat(options.requireConsent),
    events: [...setUp.events, ...(options.events ?? []).map((name) => ({ name }))],
    settings: options.settings ?? {},
  }
  await writeFile(provisionFile, JSON.stringify(document))

  let time = Date.parse('2026-03-02T12:00:00Z')
  let msPerLook = 0
  const waymark = await compose({
    config: readConfig({ ...options.env, WAYMARK_PROVISION: provisionFile }, folder),
    connection: database.connection,
    logger: await createLogger('silent'),
    now() {
      time += msPerLook
      return time
    },
  })
  const address = await waymark.app.listen({ port: 0, host: '127.0.0.1' })
  const db = openQueries(database.connection)

  return {
    app: waymark.app,
    db,
    // Cookies of 127.0.0.1 and of localhost do not mix: people type the name.
    host: address.replace('127.0.0.1', 'localhost'),
    advance(minutes) {
      time += minutes * 60_000
    },
    async letTimePass(during) {
      msPerLook = 1_000
      try {
        return await during()
      } finally {
        msPerLook = 0
      }
    },
    now: () => new Date(time),
    readActivities: (contactId) =>
      db
        .selectFrom('activities as a')
        .innerJoin('definitions as d', 'd.id', 'a.definition_id')
        .where('a.contact_id', '=', contactId)
        .select([
          'a.id',
          'd.kind',
          'd.name',
          'a.parent_id as parentId',
          'a.monetary',
          'a.currency',
          'a.url',
          'a.data',
          'a.points',
        ])
        .orderBy('a.id')
        .execute(),
    readVisits: (contactId) =>
      db
        .selectFrom('visits as v')
        .leftJoin('definitions as d', 'd.id', 'v.campaign_id')
        .where('v.contact_id', '=', contactId)
        .select([
          'v.started_at as startedAt',
          'v.last_at as lastAt',
          sql<boolean>`v.flushed_at IS NOT NULL`.as('flushed'),
          'v.page_views as pageViews',
          'd.name as campaign',
        ])
        .orderBy('v.id')
        .execute(),
    async read(path) {
      const headers = { authorization: 'Bearer reading-token' }
      return (await waymark.app.inject({ url: `/api/v1${path}`, headers })).json()
    },
    async countContacts() {
      return (await db.selectFrom('contact_state').select('contact_id').execute()).length
    },
    async close() {
      await waymark.app.close()
      await waymark.close()
      await db.destroy()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
