import { hash } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { buildSnapshot } from '../../src/catalogue/build-snapshot.ts'
import { defaultSettings, type Settings } from '../../src/catalogue/settings.ts'
import type { ApiKey, Catalogue, Channel, Consent, Definition } from '../../src/catalogue/snapshot.ts'
import type { Command, CommandOutcome, TrackCommand } from '../../src/domain/command.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import type { Engine } from '../../src/engine/contract.ts'
import type { ItemOutcome } from '../../src/pipeline/pipeline.ts'
import type { Processor, RequestFacts } from '../../src/pipeline/processor.ts'
import type { Queries } from '../../src/platform/database/queries.ts'
import { createFailureLimit } from '../../src/platform/limits/failure-limit.ts'
import { createKeyLimit } from '../../src/platform/limits/key-limit.ts'
import { createIntake } from '../../src/tracking-apis/intake.ts'
import {
  type XperienceTrackingDeps,
  xperienceTrackingApi,
} from '../../src/tracking-apis/xperience/xperience.plugin.ts'
import { noClient, noon } from './commands.ts'
import { createChainPipeline, createPipelinesWith } from './pipeline.ts'
import { restingEngine } from './resting-engine.ts'

/**
 * The set-up of docs/spec/xperience.md §7, without a database: two channels, keys of each kind, types and a consent.
 */

export const channelA: Channel = {
  id: 1,
  guid: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  name: 'A',
  codeName: 'a',
  language: 'es',
  requireConsentId: null,
  allowProvisional: false,
  removedProcessors: [],
}
export const channelB: Channel = {
  ...channelA,
  id: 2,
  guid: 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  codeName: 'b',
  language: null,
  allowProvisional: true,
}

export const keyA = 'key-of-channel-a'
export const keyB = 'key-of-channel-b'
export const disabledKey = 'disabled-key'
export const publishedKey = 'published-key'

const trackingConsent: Consent = {
  id: 7,
  guid: 'c0c0c0c0-0000-4000-8000-000000000007',
  name: 'TrackingConsent',
  displayName: 'Tracking',
  texts: new Map([
    ['en', { shortText: '<p>Short</p>', fullText: '<p>Full “text”</p>' }],
    ['de', { shortText: '<p>Kurz</p>', fullText: '<p>Lang</p>' }],
  ]),
  hash: 'a'.repeat(64),
}

const definitions: readonly Definition[] = [
  define(1, 'pagevisit', { displayName: 'Page visit', builtIn: true }),
  define(2, 'click', { displayName: 'Click', builtIn: true }),
  define(3, 'datainput', { displayName: 'Data input', builtIn: true }),
  define(4, 'custom_loan_calculator', { displayName: 'Loan calculator usage' }),
  define(5, 'custom_off', { enabled: false }),
]

function define(id: number, name: string, more: Partial<Definition>): Definition {
  return {
    id,
    guid: `5e1f0c2b-00aa-4abc-9def-${String(id).padStart(12, '0')}`,
    kind: 'activityType',
    name,
    displayName: name,
    points: 0,
    trafficChannel: null,
    enabled: true,
    builtIn: false,
    provisional: false,
    era: null,
    showAsLatestEvent: true,
    showInEventsList: true,
    ...more,
  }
}

export interface XperienceSetUp {
  readonly settings?: Partial<Settings>
  readonly consents?: readonly Consent[]
  readonly definitions?: readonly Definition[]
}

export function createXperienceCatalogue(setUp: XperienceSetUp = {}): Catalogue {
  const snapshot = buildSnapshot({
    version: 1,
    settings: { ...defaultSettings, ...setUp.settings },
    languages: [
      { code: 'en', isDefault: true, fallback: null },
      { code: 'es', isDefault: false, fallback: 'en' },
      { code: 'de', isDefault: false, fallback: null },
      { code: 'de-AT', isDefault: false, fallback: 'de' },
      { code: 'fr', isDefault: false, fallback: 'it' },
      { code: 'it', isDefault: false, fallback: 'fr' },
    ],
    consents: setUp.consents ?? [trackingConsent],
    channels: [channelA, channelB],
    keys: [
      secretKey(keyA, channelA),
      secretKey(keyB, channelB),
      secretKey(disabledKey, channelA, { enabled: false }),
      secretKey(publishedKey, channelA, { access: 'published' }),
      secretKey('draft-key', channelA, { access: 'draft' }),
    ],
    definitions: setUp.definitions ?? definitions,
    tokens: [],
  })
  return {
    snapshot,
    refresh: async () => {},
    addProvisional: async (_kind, name) => define(99, name, { provisional: true }),
    close: async () => {},
  }
}

function secretKey(secret: string, channel: Channel, more: Partial<ApiKey> = {}) {
  const key: ApiKey = {
    id: 0,
    name: secret,
    access: 'tracking',
    enabled: true,
    channel,
    corsOrigins: [],
    rateLimit: null,
    ...more,
  }
  return { key, foundBy: hash('sha256', secret, 'hex') }
}

/** Remembers what it was asked; knows {@link knownContact} and the contacts that it made. */
export class RememberingEngine implements Engine {
  readonly commands: Command[] = []
  readonly contacts = new Set<string>([knownContact])

  async accept(command: Command): Promise<CommandOutcome> {
    this.commands.push(command)
    const { contactId } = command
    if (command.type === 'createContact') this.contacts.add(contactId)
    return this.contacts.has(contactId)
      ? { status: 'accepted', contactId, deviceId: contactId }
      : { status: 'refused', code: 'contact_not_found', message: 'There is no contact with this id.' }
  }
  async close(): Promise<void> {}

  get tracks(): readonly TrackCommand[] {
    return this.commands.filter((command) => command.type === 'track')
  }
  get drafts() {
    return this.tracks.flatMap(({ drafts }) => drafts)
  }
}

export const knownContact = '06b035b8-6658-4a1b-b1de-5994e4975fb1'
export const unknownContact = '16b035b8-6658-4a1b-b1de-5994e4975fb1'

/** A database without rows. */
const emptyQueries: Queries = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** The API alone, on an app like the one that mounts it. */
export function createXperienceApp(dependencies: Partial<XperienceTrackingDeps> = {}): FastifyInstance {
  const catalogue = createXperienceCatalogue()
  const app = Fastify({
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 16_384 },
  })
  app.register(
    xperienceTrackingApi({
      engine: new RememberingEngine(),
      catalogue,
      pipeline: createPipelinesWith([], dependencies.catalogue ?? catalogue).xperience,
      queries: emptyQueries,
      now: () => noon,
      maxBodyBytes: 10 * 1024 * 1024,
      reportRejected: () => {},
      recorder: { isWatched: false, record: () => {} },
      failureLimit: createFailureLimit(Date.now),
      keyLimit: createKeyLimit(Date.now),
      intake: createIntake(restingEngine, 10 * 1024 * 1024),
      ...dependencies,
    }),
  )
  return app
}

/** What one processor alone makes of an item of channel A. */
export function runProcessor(processor: Processor, item: JsonObject): Promise<ItemOutcome> {
  const facts: RequestFacts = {
    id: 'request',
    api: 'xperience',
    channel: channelA,
    receivedAt: noon,
    client: noClient,
    contactId: null,
  }
  return createChainPipeline([processor], createXperienceCatalogue()).run(item, 0, facts)
}

export const authorised = { authorization: `Bearer ${keyA}` }
