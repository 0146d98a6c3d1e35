import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { changeCatalogue } from '../../src/catalogue/change-catalogue.ts'
import { openCatalogue } from '../../src/catalogue/open-catalogue.ts'
import type { ProvisioningDocument } from '../../src/catalogue/provisioning/document.schemas.ts'
import { provision } from '../../src/catalogue/provisioning/provision.ts'
import type { Catalogue } from '../../src/catalogue/snapshot.ts'
import type { Draft } from '../../src/domain/command.ts'
import type { ContactFields } from '../../src/domain/contact-fields.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import type { DefinitionKind, TrackingApiName } from '../../src/domain/kinds.ts'
import { normaliseAmount } from '../../src/domain/money.ts'
import type { VisitClient } from '../../src/domain/visit-client.ts'
import { createCalendar } from '../../src/engine/calendar.ts'
import { openEngine } from '../../src/engine/engine.ts'
import { createDemoWork, type DemoWork } from '../../src/features/demo/demo-work.ts'
import { openLive } from '../../src/features/live/open-live.ts'
import { managementApi } from '../../src/features/management-api.ts'
import { activityKindOf } from '../../src/pipeline/drafts.ts'
import { openQueries, type Queries } from '../../src/platform/database/queries.ts'
import { createFailureLimit } from '../../src/platform/limits/failure-limit.ts'
import { agree } from './commands.ts'
import { createTestDatabase } from './database.ts'
import { readDescription } from './described-replies.ts'
import { restingReplays } from './resting-replays.ts'

export const token = 'reading-token'
export const appChannel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
export const shopChannel = 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd'

const setUp: ProvisioningDocument = {
  channels: [
    { id: appChannel, name: 'App', codeName: 'app' },
    { id: shopChannel, name: 'Shop', codeName: 'shop' },
  ],
  goals: [{ name: 'Register', displayName: 'Registration', points: 50 }],
  events: [{ name: 'Download' }],
  outcomes: [{ name: 'Opportunity' }],
  campaigns: [{ name: 'Spring' }],
  activityTypes: [{ name: 'custom_loan_calculator', displayName: 'Loan calculator usage' }],
  tokens: [
    { name: 'viewer', secret: token, role: 'viewer' },
    { name: 'admin', secret: 'admin-token', role: 'admin' },
  ],
}

/** One activity of a person's past: what, and when. */
export interface Deed {
  /** Code name of an activity type, or `kind/name`. */
  readonly what: string
  /** RFC 3339. */
  readonly at: string
  /** When the server heard of it; at once where nothing is said. */
  readonly receivedAt?: string
  readonly value?: string
  readonly url?: string
  readonly referrer?: string
  readonly data?: object
  readonly money?: [amount: string, currency: string]
  readonly fields?: ContactFields
}

export interface ReadingInstallation {
  readonly app: FastifyInstance
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly demo: DemoWork
  /** Sets the time that the server takes for now. */
  setNow(time: string): void
  /** A GET with the token of a viewer. The reply must be as the OpenAPI document describes it. */
  get(url: string): Promise<LightMyRequestResponse>
  /** The same, and the reply must be 200. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
  read(url: string): Promise<any>
  /** Makes a contact of one of the tracking APIs. */
  createContact(api: TrackingApiName, at: string): Promise<Uuid>
  /** Has a contact do things, through the engine; the ids of what was stored, in order. */
  act(
    contact: Uuid,
    deeds: readonly Deed[],
    more?: { api?: TrackingApiName; channel?: Uuid; client?: VisitClient },
  ): Promise<Uuid[]>
  endVisits(contact: Uuid, at: string): Promise<void>
  markHuman(contact: Uuid): Promise<void>
  /** Says yes or no to the consent of this name. */
  agree(contact: Uuid, consent: string, agreed: boolean, at: string): Promise<void>
  provision(document: ProvisioningDocument): Promise<void>
  close(): Promise<void>
}

/** The management API on a database of its own, with an engine to give people a past. */
export async function openReadingInstallation(): Promise<ReadingInstallation> {
  const database = await createTestDatabase()
  const { connection } = database
  const logger = pino({ level: 'silent' })
  const queries = openQueries(connection)
  let time = Date.parse('2026-03-02T12:00:00Z')
  await apply(setUp)
  const catalogue = await openCatalogue({ db: queries, connection, logger, now: () => time })
  const engine = await openEngine({
    connection,
    logger,
    dayOf: createCalendar(() => catalogue.snapshot.settings['reports.timeZone']),
    lanes: 1,
  })
  const app = fastify({ routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } })
  const demo = createDemoWork({ connection, logger, now: () => time })
  const live = openLive({ queries, logger, now: () => time })
  await app.register(
    managementApi({
      queries,
      engine,
      live,
      rejected: restingReplays,
      catalogue,
      now: () => time,
      failureLimit: createFailureLimit(Date.now),
      version: '0.0.0',
      sitecorePath: '/sitecore/api/jss/track',
      publicUrl: null,
      demo,
    }),
  )

  function apply(document: ProvisioningDocument): Promise<unknown> {
    return changeCatalogue(queries, async (transaction) => {
      await provision(transaction, document, new Date(time))
      return { changed: true, result: undefined }
    })
  }

  const findContradictions = await readDescription(app)
  async function get(url: string): Promise<LightMyRequestResponse> {
    const reply = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    const contradictions = findContradictions(url, reply)
    if (contradictions.length > 0) throw new Error(`${url}: ${JSON.stringify(contradictions)}`)
    return reply
  }

  return {
    app,
    queries,
    catalogue,
    demo,
    get,
    setNow(to) {
      time = Date.parse(to)
    },
    async read(url) {
      const reply = await get(url)
      if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`)
      return reply.json()
    },
    async createContact(api, at) {
      const contactId = newId(Date.parse(at))
      await engine.accept({ type: 'createContact', api, contactId, at: Date.parse(at) })
      return contactId
    },
    async act(contactId, deeds, { api = 'xperience', channel = appChannel, client = null } = {}) {
      const drafts = deeds.map((deed, item) => toDraft(catalogue, deed, item))
      const at = drafts[0]?.occurredAt ?? 0
      const outcome = await engine.accept({
        type: 'track',
        api,
        contactId,
        freshId: newId(at),
        channelId: catalogue.snapshot.channelByGuid(channel)?.id ?? 0,
        at,
        visitTimeoutMs: 20 * 60_000,
        client,
        requiredConsentId: null,
        drafts,
      })
      if (outcome.status !== 'accepted') throw new Error(outcome.message)
      return drafts.map((draft) => draft.id)
    },
    async endVisits(contactId, at) {
      await engine.accept({
        type: 'endVisit',
        api: 'sitecore',
        contactId,
        channelId: null,
        at: Date.parse(at),
        requiredConsentId: null,
      })
    },
    async markHuman(contactId) {
      await engine.accept({ type: 'markHuman', contactId, requiredConsentId: null })
    },
    async agree(contact, consent, agreed, at) {
      const consentId = catalogue.snapshot.consent(consent)?.id ?? 0
      await engine.accept(agree(contact, consentId, agreed, { at: Date.parse(at) }))
    },
    async provision(document) {
      await apply(document)
      await catalogue.refresh()
    },
    async close() {
      await app.close()
      await demo.close()
      await live.close()
      await engine.close()
      await catalogue.close()
      await queries.destroy()
      await database.drop()
    },
  }
}

function toDraft(catalogue: Catalogue, deed: Deed, item: number): Draft {
  const [name, kind] = deed.what.split('/').reverse() as [string, DefinitionKind | undefined]
  const definition = catalogue.snapshot.definition(kind ?? 'activityType', name)
  if (definition === undefined) throw new Error(`There is no definition ${deed.what}.`)
  const at = Date.parse(deed.at)
  return {
    id: newId(Date.parse(deed.receivedAt ?? deed.at)),
    item,
    kind: activityKindOf(definition),
    definitionId: definition.id,
    occurredAt: at,
    timeSource: 'server',
    messageId: null,
    points: definition.points,
    monetaryValue: deed.money === undefined ? null : normaliseAmount(deed.money[0]),
    currency: deed.money?.[1] ?? null,
    value: deed.value ?? null,
    url: deed.url ?? null,
    referrer: deed.referrer ?? null,
    data: deed.data === undefined ? null : JSON.stringify(deed.data),
    fields: deed.fields ?? null,
    identity: null,
  }
}
