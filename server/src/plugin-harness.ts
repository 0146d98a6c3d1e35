// What tests of plug-ins import as `@waymark/server/pipeline/testing` (docs/integrate/writing-a-plug-in.md): grows, and
// changes otherwise only with a new major version.

import { pino } from 'pino'
import { buildSnapshot } from './catalogue/build-snapshot.ts'
import { defaultSettings } from './catalogue/settings.ts'
import type { Catalogue, Channel, Definition } from './catalogue/snapshot.ts'
import type { Identity } from './domain/command.ts'
import { type ContactFieldName, type ContactFields, contactFieldNames } from './domain/contact-fields.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './domain/json.ts'
import type { ActivityKind, DefinitionKind, TrackingApiName } from './domain/kinds.ts'
import type { ContactProfile } from './engine/reads/contact-profile.ts'
import { createPipelines } from './pipeline/create-pipelines.ts'
import type { Hook } from './pipeline/define-hook.ts'
import type { UnplacedDraft } from './pipeline/drafts.ts'
import { placePlugins } from './pipeline/load-plugins.ts'
import type { ItemOutcome } from './pipeline/pipeline.ts'
import type { Processor, RequestClient, RequestFacts } from './pipeline/processor.ts'
import { sitecoreChain } from './tracking-apis/sitecore/chain.ts'
import { readActivityItem } from './tracking-apis/xperience/activity-item.ts'
import { xperienceChain } from './tracking-apis/xperience/chain.ts'

export interface TestPipelineOptions {
  /** The default export of the plug-in. */
  readonly plugins: readonly (Processor | Hook)[]
  /** The names that the catalogue knows, besides the built-in activity types. */
  readonly definitions?: {
    readonly goals?: readonly string[]
    readonly events?: readonly string[]
    readonly outcomes?: readonly string[]
    readonly campaigns?: readonly string[]
    readonly activityTypes?: readonly string[]
  }
  /** Who sends the items, as `loadContact()` tells it; nobody yet when absent. */
  readonly contact?: Partial<ContactProfile>
  /** The code name of the channel; by default `test`. */
  readonly channel?: string
  readonly client?: Partial<RequestClient>
  /** When the request came, in milliseconds since 1970; by default now. */
  readonly receivedAt?: number
  /** The setting `plugins.timeoutMs`. */
  readonly timeoutMs?: number
  /** The setting `pipeline.removedProcessors`. */
  readonly removedProcessors?: string
}

export interface TestPipeline {
  /** What becomes of one item, sent alone. */
  run(api: TrackingApiName, item: JsonValue): Promise<TestOutcome>
  /** What becomes of the items of one request, in order. */
  runAll(api: TrackingApiName, items: readonly JsonValue[]): Promise<TestOutcome[]>
}

export type TestOutcome = (
  | {
      readonly status: 'tracked'
      readonly activities: readonly TestActivity[]
      readonly fields: ContactFields | null
      readonly identity: Identity | null
    }
  | { readonly status: 'dropped'; readonly reason: string }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }
) & {
  /** What a processor or hook threw, which a server tells nobody; also where a later processor tracked the item. */
  readonly cause?: unknown
}

export interface TestActivity {
  readonly kind: ActivityKind
  /** The name of its definition. */
  readonly type: string
  readonly value: string | null
  readonly url: string | null
  readonly referrer: string | null
  readonly monetaryValue: string | null
  readonly currency: string | null
  readonly data: JsonObject | null
}

/**
 * The pipeline of a server with a plug-in, without the server: the built-in processors and those of the plug-in in their
 * order, with all checks and limits, on a catalogue in memory. Nothing is stored.
 *
 * @throws Error as the start of a server would, when a processor cannot be placed.
 */
export function createTestPipeline(options: TestPipelineOptions): TestPipeline {
  const { receivedAt = Date.now(), client, contact } = options
  const channel: Channel = { ...anyChannel, codeName: options.channel ?? anyChannel.codeName }
  const catalogue = createCatalogue(options, channel)
  const profile = contact === undefined ? null : { ...nobody, ...contact }
  /** By request: its hooks and items come one after the other. */
  const thrown = new Map<string | null, { readonly cause: unknown }>()
  let requests = 0
  const pipelines = createPipelines({
    plugins: placePlugins(options.plugins, { sitecore: sitecoreChain, xperience: xperienceChain }),
    catalogue,
    logger: pino({ enabled: false }),
    readContact: async () => profile,
    onThrown: (cause, { id }) => thrown.set(id, { cause }),
  })

  async function runAll(api: TrackingApiName, items: readonly JsonValue[]): Promise<TestOutcome[]> {
    const id = `test-${++requests}`
    const told: RequestFacts = {
      id,
      api,
      channel,
      receivedAt,
      client: { ...silentClient, ...client },
      contactId: profile?.id ?? null,
    }
    const request = await pipelines[api].begin(told, items)
    const thrownByHook = takeThrown(id)
    const outcomes: TestOutcome[] = []
    for (const [position, sent] of items.entries()) {
      const reading = readItem(api, sent)
      if (!reading.ok) {
        outcomes.push({ status: 'failed', code: reading.code, message: reading.message })
        continue
      }
      const outcome = await pipelines[api].run(reading.item, position, request)
      outcomes.push({ ...describeOutcome(outcome, catalogue), ...(takeThrown(id) ?? thrownByHook) })
    }
    return outcomes
  }

  function takeThrown(id: string): { readonly cause: unknown } | undefined {
    const taken = thrown.get(id)
    thrown.delete(id)
    return taken
  }

  return {
    runAll,
    async run(api, item) {
      const [outcome] = await runAll(api, [item])
      return outcome as TestOutcome
    },
  }
}

type ItemReading =
  | { readonly ok: true; readonly item: JsonObject }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** What a tracking API checks of an item before the pipeline gets it. */
function readItem(api: TrackingApiName, sent: JsonValue): ItemReading {
  if (api === 'xperience') return readActivityItem(sent)
  if (isJsonObject(sent)) return { ok: true, item: sent }
  return { ok: false, code: 'not_an_object', message: 'The event is no object.' }
}

function describeOutcome(outcome: ItemOutcome, catalogue: Catalogue): TestOutcome {
  if (outcome.status === 'tracked') return describeDrafts(outcome.drafts, catalogue)
  const { processor: _, ...described } = outcome
  return described
}

function describeDrafts(drafts: readonly UnplacedDraft[], { snapshot }: Catalogue): TestOutcome {
  return {
    status: 'tracked',
    activities: drafts.map(
      ({ kind, definitionId, value, url, referrer, monetaryValue, currency, data }): TestActivity => ({
        kind,
        type: snapshot.definitionById(definitionId)?.name ?? '',
        value,
        url,
        referrer,
        monetaryValue,
        currency,
        data: data === null ? null : (JSON.parse(data) as JsonObject),
      }),
    ),
    fields: drafts[0]?.fields ?? null,
    identity: drafts[0]?.identity ?? null,
  }
}

function createCatalogue(
  { definitions = {}, timeoutMs, removedProcessors }: TestPipelineOptions,
  channel: Channel,
): Catalogue {
  const { goals = [], events = [], outcomes = [], campaigns = [], activityTypes = [] } = definitions
  const named = [
    ...['pagevisit', 'click', 'datainput'].map(
      (name) => ({ kind: 'activityType', name, builtIn: true }) as const,
    ),
    ...activityTypes.map((name) => ({ kind: 'activityType', name, builtIn: false }) as const),
    ...goals.map((name) => ({ kind: 'goal', name, builtIn: false }) as const),
    ...events.map((name) => ({ kind: 'event', name, builtIn: false }) as const),
    ...outcomes.map((name) => ({ kind: 'outcome', name, builtIn: false }) as const),
    ...campaigns.map((name) => ({ kind: 'campaign', name, builtIn: false }) as const),
  ]
  const snapshot = buildSnapshot({
    version: 1,
    settings: {
      ...defaultSettings,
      ...(timeoutMs !== undefined && { 'plugins.timeoutMs': timeoutMs }),
      ...(removedProcessors !== undefined && { 'pipeline.removedProcessors': removedProcessors }),
    },
    languages: [],
    consents: [],
    channels: [channel],
    keys: [],
    definitions: named.map((one, index) => define(index + 1, one)),
    tokens: [],
  })
  return { snapshot, refresh: async () => {}, addProvisional: async () => null, close: async () => {} }
}

function define(id: number, one: { kind: DefinitionKind; name: string; builtIn: boolean }): Definition {
  const guid = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`
  return {
    ...one,
    id,
    guid,
    displayName: one.name,
    points: 0,
    trafficChannel: null,
    enabled: true,
    provisional: false,
    era: null,
    showAsLatestEvent: true,
    showInEventsList: true,
  }
}

const anyChannel: Channel = {
  id: 1,
  guid: '00000000-0000-4000-8000-0000000000c1',
  name: 'Test',
  codeName: 'test',
  language: null,
  requireConsentId: null,
  allowProvisional: false,
  removedProcessors: [],
}

const silentClient: RequestClient = { address: null, userAgent: null, referrer: null, languages: null }

const nobody: ContactProfile = {
  ...(Object.fromEntries(contactFieldNames.map((name) => [name, null])) as Record<ContactFieldName, null>),
  id: '00000000-0000-7000-8000-0000000000a1',
  known: false,
  identifiers: [],
}
