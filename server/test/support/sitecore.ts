import Fastify, { type FastifyInstance } from 'fastify'
import { buildSnapshot } from '../../src/catalogue/build-snapshot.ts'
import { parseOrigin, splitList } from '../../src/catalogue/origins.ts'
import { defaultSettings, type Settings } from '../../src/catalogue/settings.ts'
import type { ApiKey, Catalogue, Channel, Definition } from '../../src/catalogue/snapshot.ts'
import type { Command, CommandOutcome } from '../../src/domain/command.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import type { DefinitionKind } from '../../src/domain/kinds.ts'
import type { Engine } from '../../src/engine/contract.ts'
import type { UnplacedDraft } from '../../src/pipeline/drafts.ts'
import type { Processor } from '../../src/pipeline/processor.ts'
import { createFailureLimit } from '../../src/platform/limits/failure-limit.ts'
import { createKeyLimit } from '../../src/platform/limits/key-limit.ts'
import { createClientRecogniser } from '../../src/platform/recognition/recognise-client.ts'
import { createIntake } from '../../src/tracking-apis/intake.ts'
import {
  type SitecoreTrackingDeps,
  sitecoreTrackingApi,
} from '../../src/tracking-apis/sitecore/sitecore.plugin.ts'
import { noClient, noon } from './commands.ts'
import { createChainPipeline, createPipelinesWith } from './pipeline.ts'
import { restingEngine } from './resting-engine.ts'

/** An installation with the channels and keys below and the default definitions (docs/spec/sitecore.md §2.2). */

/** Lists no origins. */
export const openKey = '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}'
/** Lists https://app.example.com and http://localhost:3000. */
export const listedKey = '{11111111-0B5D-4C1D-9B61-6D7D5A5B2F10}'
/** Lists `*`. */
export const everywhereKey = '{22222222-0B5D-4C1D-9B61-6D7D5A5B2F10}'
export const disabledKey = '{33333333-0B5D-4C1D-9B61-6D7D5A5B2F10}'
/** On a channel that makes provisional definitions. */
export const provisionalKey = '{44444444-0B5D-4C1D-9B61-6D7D5A5B2F10}'

export const app: Channel = {
  id: 1,
  guid: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  name: 'App',
  codeName: 'app',
  language: null,
  requireConsentId: null,
  allowProvisional: false,
  removedProcessors: [],
}
export const provisional: Channel = {
  ...app,
  id: 2,
  guid: 'a3f4bc8b-6d84-454f-8215-cbec70bfaaee',
  codeName: 'provisional',
  allowProvisional: true,
}

/** The GUID that a client would use for a definition of {@link definitions}. */
export const guidOf = (name: string): string => definitions.find((one) => one.name === name)?.guid ?? ''

export const definitions: readonly Definition[] = (
  [
    ['activityType', 'pagevisit', 0],
    ['goal', 'Register', 50],
    ['goal', 'Instant Demo', 20],
    ['event', 'Download', 5],
    ['outcome', 'Opportunity', 0],
    ['outcome', 'Marketing Lead', 0],
    ['campaign', 'Spring', 0],
    ['campaign', 'Autumn', 0],
  ] as const
).map(([kind, name, points], index) => define(index + 1, kind, name, points))

function define(id: number, kind: DefinitionKind, name: string, points: number): Definition {
  return {
    id,
    guid: `5e1f0c2b-00aa-4abc-9def-${String(id).padStart(12, '0')}`,
    kind,
    name,
    displayName: name,
    points,
    trafficChannel: null,
    enabled: true,
    builtIn: name === 'pagevisit',
    provisional: false,
    era: null,
    showAsLatestEvent: true,
    showInEventsList: true,
  }
}

export function createSitecoreCatalogue(settings: Partial<Settings> = {}): Catalogue {
  const snapshot = buildSnapshot({
    version: 1,
    settings: { ...defaultSettings, ...settings },
    languages: [],
    consents: [],
    channels: [app, provisional],
    keys: [
      sitecoreKey(1, openKey, app, ''),
      sitecoreKey(2, listedKey, app, 'https://app.example.com ; http://localhost:3000'),
      sitecoreKey(3, everywhereKey, app, '*'),
      sitecoreKey(4, disabledKey, app, 'https://disabled.example.com', false),
      sitecoreKey(5, provisionalKey, provisional, ''),
    ],
    definitions,
    tokens: [],
  })
  return {
    snapshot,
    refresh: async () => {},
    addProvisional: async (kind, idOrName) => define(99, kind, idOrName, 0),
    close: async () => {},
  }
}

function sitecoreKey(id: number, guid: string, channel: Channel, origins: string, enabled = true) {
  const corsOrigins = splitList(origins).flatMap((entry) => parseOrigin(entry) ?? [])
  const name = `key ${id}`
  const key: ApiKey = { id, name, access: 'sitecore', enabled, channel, corsOrigins, rateLimit: null }
  return { key, foundBy: guid.slice(1, -1).toLowerCase() }
}

/** Every catalogue but `everywhereKey`'s has keys that list only some origins. */
export function withoutEverywhereKey(catalogue: Catalogue): Catalogue {
  const sitecoreKeys = catalogue.snapshot.sitecoreKeys.filter(({ corsOrigins }) => !corsOrigins.includes('*'))
  return { ...catalogue, snapshot: { ...catalogue.snapshot, sitecoreKeys } }
}

/** Remembers its commands; visitors exist from their first draft on. */
export class RememberingEngine implements Engine {
  readonly commands: Command[] = []
  private readonly visitors = new Set<string>()

  async accept(command: Command): Promise<CommandOutcome> {
    this.commands.push(command)
    const deviceId = 'contactId' in command ? command.contactId : ''
    if (command.type === 'track' && command.drafts.length > 0) this.visitors.add(deviceId)
    return { status: 'accepted', contactId: this.visitors.has(deviceId) ? deviceId : null, deviceId }
  }
  async close(): Promise<void> {}

  get drafts() {
    return this.commands.flatMap((command) => (command.type === 'track' ? command.drafts : []))
  }
}

/** The API alone, on an app like the one that mounts it. */
export function createSitecoreApp(deps: Partial<SitecoreTrackingDeps> = {}): FastifyInstance {
  const catalogue = createSitecoreCatalogue()
  const fastify = Fastify({ routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } })
  fastify.register(
    sitecoreTrackingApi({
      engine: new RememberingEngine(),
      catalogue,
      pipeline: createPipelinesWith([], deps.catalogue ?? catalogue).sitecore,
      now: () => noon,
      recogniseClient: createClientRecogniser(() => null),
      basePath: '/sitecore/api/jss/track',
      maxBodyBytes: 1_048_576,
      publicUrl: null,
      reportRejected: () => {},
      recorder: { isWatched: false, record: () => {} },
      failureLimit: createFailureLimit(Date.now),
      keyLimit: createKeyLimit(Date.now),
      intake: createIntake(restingEngine, 1_048_576),
      ...deps,
    }),
  )
  return fastify
}

export const eventUrl = `/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(openKey)}`
export const flushUrl = '/sitecore/api/jss/track/flush'

/** One item through a chain: the one draft that it gave, or the code of its failure. */
export async function runItem(
  chain: readonly Processor[],
  item: JsonObject,
): Promise<UnplacedDraft | string> {
  const outcome = await createChainPipeline(chain, createSitecoreCatalogue()).run(item, 0, {
    api: 'sitecore',
    id: 'request',
    channel: app,
    receivedAt: noon,
    client: noClient,
    contactId: null,
  })
  if (outcome.status === 'failed') return outcome.code
  const drafts = outcome.status === 'tracked' ? outcome.drafts : []
  if (drafts.length !== 1) throw new Error(`${drafts.length} drafts`)
  return drafts[0] as UnplacedDraft
}

export const idOf = (name: string): number | undefined => definitions.find((one) => one.name === name)?.id
