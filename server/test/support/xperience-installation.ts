import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { changeCatalogue } from '../../src/catalogue/change-catalogue.ts'
import { openCatalogue } from '../../src/catalogue/open-catalogue.ts'
import type { ProvisioningDocument } from '../../src/catalogue/provisioning/document.schemas.ts'
import { provision } from '../../src/catalogue/provisioning/provision.ts'
import { readDocument } from '../../src/catalogue/provisioning/read-document.ts'
import type { JsonValue } from '../../src/domain/json.ts'
import { createCalendar } from '../../src/engine/calendar.ts'
import { openEngine } from '../../src/engine/engine.ts'
import type { Contact } from '../../src/features/contacts/contacts.schemas.ts'
import { openLive } from '../../src/features/live/open-live.ts'
import type { Activity } from '../../src/features/shared/activity.ts'
import { httpLimits } from '../../src/http-limits.ts'
import type { Hook } from '../../src/pipeline/define-hook.ts'
import type { Processor } from '../../src/pipeline/processor.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openQueries, type Queries } from '../../src/platform/database/queries.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { createClientRecogniser } from '../../src/platform/recognition/recognise-client.ts'
import { createTestDatabase } from './database.ts'
import { createPipelinesWith } from './pipeline.ts'
import { restingDemo } from './resting-demo.ts'
import { restingReplays } from './resting-replays.ts'

/** The set-up of docs/spec/xperience.md §7. */
export const channelA = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
export const channelB = 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd'
export const keys = {
  a: 'tracking-key-a',
  disabled: 'disabled-key-a',
  published: 'published-key-a',
  b: 'tracking-key-b',
}
const token = 'management-token'

export const setUp = {
  languages: [
    { code: 'en', name: 'English', default: true },
    { code: 'es', name: 'Spanish', fallback: 'en' },
  ],
  channels: [
    {
      id: channelA,
      name: 'A',
      codeName: 'a',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: keys.a },
        { name: 'disabled', access: 'tracking', secret: keys.disabled, enabled: false },
        { name: 'published', access: 'published', secret: keys.published },
      ],
    },
    {
      id: channelB,
      name: 'B',
      codeName: 'b',
      apiKeys: [{ name: 'tracking', access: 'tracking', secret: keys.b }],
    },
  ],
  activityTypes: [
    { name: 'custom_loan_calculator', displayName: 'Loan calculator usage' },
    { name: 'custom_off', displayName: 'Off', enabled: false },
  ],
  consents: [
    {
      name: 'TrackingConsent',
      displayName: 'Tracking',
      texts: { en: { shortText: '<p>May we?</p>', fullText: '<p>May we <em>really</em>?</p>' } },
    },
  ],
  tokens: [{ name: 'tests', secret: token, role: 'admin' }],
} satisfies JsonValue

export interface XperienceInstallation {
  readonly app: FastifyInstance
  readonly queries: Queries
  /** Lets time pass. */
  advance(ms: number): void
  /** Applies more of a provisioning file; it holds at once. */
  provision(document: JsonValue): Promise<void>
  /** A request to `/Kentico.Tracking` with the key of channel A. */
  ask(options: InjectOptions): Promise<LightMyRequestResponse>
  /** The GUID of a new contact. */
  createContact(): Promise<string>
  /** Logs activities in channel A. */
  log(contact: string, ...activities: JsonValue[]): Promise<LightMyRequestResponse>
  /** What the management API tells of a contact, and of its activities, the oldest first. */
  readContact(id: string): Promise<Contact>
  readActivities(contact: string): Promise<Activity[]>
  close(): Promise<void>
}

/** All of Waymark on a database of its own, set up as the specification's test cases want it, with plug-ins. */
export async function installXperience(
  plugins: readonly (Processor | Hook)[] = [],
): Promise<XperienceInstallation> {
  const database = await createTestDatabase()
  const { connection } = database
  const logger = pino({ level: 'silent' })
  const queries = openQueries(connection)
  let time = Date.parse('2026-03-02T12:00:00Z')
  const now = () => time
  await apply(setUp)
  const catalogue = await openCatalogue({ db: queries, connection, logger, now })
  const dayOf = createCalendar(() => catalogue.snapshot.settings['reports.timeZone'])
  const engine = await openEngine({ connection, logger, dayOf, lanes: 2 })
  const live = openLive({ queries, logger, now })
  const app = await createApp({
    config: readConfig({}, '/'),
    logger,
    metrics: createMetrics(),
    catalogue,
    engine,
    pipelines: createPipelinesWith(plugins, catalogue),
    queries,
    now,
    recogniseClient: createClientRecogniser(() => null),
    reportRejected: () => {},
    live,
    rejected: restingReplays,
    demo: restingDemo,
    limits: httpLimits,
  })

  function apply(document: JsonValue): Promise<unknown> {
    const read: ProvisioningDocument = readDocument(Buffer.from(JSON.stringify(document)))
    return changeCatalogue(queries, async (transaction) => {
      const done = await provision(transaction, read, new Date(time))
      return { changed: !done.isEmpty, result: done }
    })
  }

  function ask({ url, headers, ...options }: InjectOptions): Promise<LightMyRequestResponse> {
    return app.inject({
      ...options,
      url: `/Kentico.Tracking${String(url)}`,
      headers: { authorization: `Bearer ${keys.a}`, ...headers },
    })
  }

  async function manage<Answer>(url: string): Promise<Answer> {
    const reply = await app.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` } })
    if (reply.statusCode !== 200)
      throw new Error(`${url} was answered with ${reply.statusCode}: ${reply.body}`)
    return reply.json()
  }

  return {
    app,
    queries,
    ask,
    advance(ms) {
      time += ms
    },
    async provision(document) {
      await apply(document)
      await catalogue.refresh()
    },
    async createContact() {
      return (await ask({ method: 'POST', url: '/contacts' })).json().contact
    },
    log(contact, ...activities) {
      return ask({ method: 'POST', url: '/activities', payload: { channel: channelA, contact, activities } })
    },
    readContact: (id) => manage(`/contacts/${id}`),
    async readActivities(contact) {
      return (await manage<{ items: Activity[] }>(`/activities?contact=${contact}&sort=occurredAt&limit=500`))
        .items
    },
    async close() {
      await app.close()
      await live.close()
      await engine.close()
      await catalogue.close()
      await queries.destroy()
      await database.drop()
    },
  }
}

/** The statuses of a 207 reply, in order. */
export function statusesOf(reply: LightMyRequestResponse): number[] {
  return reply.json().results.map(({ status }: { status: number }) => status)
}
