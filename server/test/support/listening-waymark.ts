import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { compose } from '../../src/compose.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import type { HttpLimits } from '../../src/http-limits.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { DatabaseConnection, EmbeddedConnection } from '../../src/platform/database/connection.ts'
import { openQueries, type Queries } from '../../src/platform/database/queries.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { createTestDatabase } from './database.ts'

/** What {@link startListening} sets up. */
export const guarded = {
  channel: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  sitecoreKey: '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10',
  /** Lists https://app.example.com only. */
  listingKey: '0e4f3c64-33f5-4b4c-8a53-1f7c8e3e5a01',
  /** Lists every origin. */
  everywhereKey: '6e4f3c64-33f5-4b4c-8a53-1f7c8e3e5a05',
  /** May send 3 requests a second. */
  slowSitecoreKey: '5b3d9c1e-7a50-4b0e-9e0b-7c7b3a1d2c02',
  /** Of a channel that takes names which nobody has defined yet. */
  provisionalKey: '7d2a6e90-1c7b-4f6c-ab42-90d5c2e4f303',
  /** Of a channel that requires a consent. */
  consentKey: '1d2a6e90-1c7b-4f6c-ab42-90d5c2e4f304',
  trackingKey: 'guarded-tracking-key',
  slowTrackingKey: 'guarded-slow-key',
  contentKey: 'guarded-content-key',
  disabledKey: 'guarded-disabled-key',
  token: 'guarded-token',
} as const

export const guardedSetUp = {
  channels: [
    {
      id: guarded.channel,
      name: 'Guarded',
      codeName: 'guarded',
      apiKeys: [
        { name: 'jss', access: 'sitecore', secret: guarded.sitecoreKey },
        {
          name: 'listing',
          access: 'sitecore',
          secret: guarded.listingKey,
          corsOrigins: 'https://app.example.com',
        },
        { name: 'everywhere', access: 'sitecore', secret: guarded.everywhereKey, corsOrigins: '*' },
        { name: 'slow jss', access: 'sitecore', secret: guarded.slowSitecoreKey, rateLimit: 3 },
        { name: 'tracking', access: 'tracking', secret: guarded.trackingKey },
        { name: 'slow', access: 'tracking', secret: guarded.slowTrackingKey, rateLimit: 3 },
        { name: 'content', access: 'published', secret: guarded.contentKey },
        { name: 'disabled', access: 'tracking', secret: guarded.disabledKey, enabled: false },
      ],
    },
    {
      name: 'Tolerant',
      codeName: 'tolerant',
      allowProvisional: true,
      apiKeys: [{ name: 'jss', access: 'sitecore', secret: guarded.provisionalKey }],
    },
    {
      name: 'Asking',
      codeName: 'asking',
      requireConsent: 'TrackingConsent',
      apiKeys: [{ name: 'jss', access: 'sitecore', secret: guarded.consentKey }],
    },
  ],
  goals: [{ name: 'Register', points: 50 }],
  events: [{ name: 'Download' }],
  outcomes: [{ name: 'Opportunity' }],
  campaigns: [{ name: 'Spring' }],
  activityTypes: [{ name: 'custom_loan_calculator', displayName: 'Loan calculator usage' }],
  consents: [{ name: 'TrackingConsent', displayName: 'Tracking' }],
  tokens: [{ name: 'tests', secret: guarded.token, role: 'admin' }],
}

export interface ListeningWaymark {
  readonly app: FastifyInstance
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly connection: EmbeddedConnection
  readonly queries: Queries
  countActivities(): Promise<number>
  /** Clients that are connected. */
  countConnections(): number
  /** What the management API answers to an administrator. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
  read(path: string): Promise<any>
  close(): Promise<void>
}

/** All of Waymark in this process, on a port and a database of its own; time is the real one. */
export async function startListening(
  options: {
    readonly env?: Record<string, string>
    readonly more?: JsonObject
    /** What stands between the server and its database. */
    readonly reach?: (database: EmbeddedConnection) => Promise<DatabaseConnection>
    readonly now?: () => number
    readonly limits?: HttpLimits
  } = {},
): Promise<ListeningWaymark> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'waymark-listening-'))
  const provisionFile = join(folder, 'provision.json')
  await writeFile(provisionFile, JSON.stringify({ ...guardedSetUp, ...options.more }))
  const waymark = await compose({
    config: readConfig({ ...options.env, WAYMARK_PROVISION: provisionFile }, folder),
    connection: (await options.reach?.(database.connection)) ?? database.connection,
    logger: await createLogger('silent'),
    ...(options.now !== undefined && { now: options.now }),
    ...(options.limits !== undefined && { limits: options.limits }),
  })
  let connections = 0
  waymark.app.server.on('connection', (socket) => {
    connections++
    socket.once('close', () => connections--)
  })
  const url = await waymark.app.listen({ port: 0, host: '127.0.0.1' })
  const queries = openQueries(database.connection)

  return {
    app: waymark.app,
    url,
    port: Number(new URL(url).port),
    connection: database.connection,
    queries,
    countConnections: () => connections,
    async countActivities() {
      const { count } = await queries
        .selectFrom('activities')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    async read(path) {
      const reply = await fetch(`${url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${guarded.token}` },
      })
      const text = await reply.text()
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`)
      return JSON.parse(text)
    },
    async close() {
      await waymark.app.close()
      await waymark.close()
      await queries.destroy()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
