import { type CatalogueTransaction, changeCatalogue } from '../../catalogue/change-catalogue.ts'
import { loadSnapshot } from '../../catalogue/load-snapshot.ts'
import { foldCase } from '../../catalogue/names.ts'
import { provision } from '../../catalogue/provisioning/provision.ts'
import type { Settings } from '../../catalogue/settings.ts'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { DefinitionKind } from '../../domain/kinds.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { Logger } from '../../platform/logger.ts'
import {
  activityTypes,
  campaigns,
  channels,
  consents,
  describeDemo,
  events,
  goals,
  outcomes,
} from './demo-document.ts'

/** A definition as drafts need it. */
export interface DemoDefinition {
  readonly id: number
  readonly points: number
}

type Definitions<Document> = { readonly [key in keyof Document]: DemoDefinition }
type Ids<Document> = { readonly [key in keyof Document]: number }

/** What the demo has set up, by the numbers that the database gave it. */
export interface DemoCatalogue {
  readonly settings: Settings
  readonly channels: Ids<typeof channels>
  readonly goals: Definitions<typeof goals>
  readonly events: Definitions<typeof events>
  readonly outcomes: Definitions<typeof outcomes>
  readonly campaigns: Definitions<typeof campaigns>
  readonly activityTypes: Definitions<typeof activityTypes>
  readonly builtIn: Definitions<{ pagevisit: unknown; click: unknown; datainput: unknown }>
  readonly consents: Ids<typeof consents>
}

/**
 * Sets up what the demo needs and is not there yet, as a provisioning file would; what is there, under its id or with
 * its name, stays as it is and is used. `at` is when it claims to have been set up.
 */
export async function setUpDemoCatalogue(db: Queries, logger: Logger, at: Date): Promise<DemoCatalogue> {
  await changeCatalogue(db, async (transaction) => {
    const done = await provision(transaction, await findMissing(transaction), at)
    return { changed: !done.isEmpty, result: null }
  })
  const snapshot = await loadSnapshot(db, logger)
  const definitions = <Document extends Named>(kind: DefinitionKind, document: Document) =>
    mapValues(document, (item) => findDefinition(snapshot, kind, item))
  return {
    settings: snapshot.settings,
    channels: mapValues(channels, (item) => need(snapshot.channelByGuid(item.id), item).id),
    goals: definitions('goal', goals),
    events: definitions('event', events),
    outcomes: definitions('outcome', outcomes),
    campaigns: definitions('campaign', campaigns),
    activityTypes: definitions('activityType', activityTypes),
    builtIn: definitions('activityType', builtIn),
    consents: mapValues(consents, (item) => need(snapshot.consent(item.name), item).id),
  }
}

const builtIn = {
  pagevisit: { id: '', name: 'pagevisit' },
  click: { id: '', name: 'click' },
  datainput: { id: '', name: 'datainput' },
}

type Named = { readonly [key: string]: { readonly id: string; readonly name: string } }

async function findMissing(transaction: CatalogueTransaction) {
  const languages = await transaction
    .selectFrom('languages')
    .select('code')
    .orderBy('is_default', 'desc')
    .orderBy('id')
    .execute()
  const [language] = languages
  const document = describeDemo(language?.code ?? 'en')
  const definitions = await transaction.selectFrom('definitions').select(['kind', 'guid', 'name']).execute()
  const known = new Set([
    ...definitions.flatMap(({ kind, guid, name }) => [guid, `${kind} ${foldCase(name)}`]),
    ...(await transaction.selectFrom('channels').select('guid').execute()).map(({ guid }) => guid),
    ...(await transaction.selectFrom('consents').select('name').execute()).map(
      ({ name }) => `consent ${foldCase(name)}`,
    ),
  ])
  const isMissing = (kind: string) => (item: { id?: string; name?: string }) =>
    !known.has(item.id ?? '') && !known.has(`${kind} ${foldCase(item.name ?? '')}`)
  return {
    languages: language === undefined ? [{ code: 'en', name: 'English', default: true }] : [],
    channels: document.channels.filter(isMissing('channel')),
    goals: document.goals.filter(isMissing('goal')),
    events: document.events.filter(isMissing('event')),
    outcomes: document.outcomes.filter(isMissing('outcome')),
    campaigns: document.campaigns.filter(isMissing('campaign')),
    activityTypes: document.activityTypes.filter(isMissing('activityType')),
    consents: document.consents.filter(isMissing('consent')),
  }
}

function findDefinition(
  snapshot: Snapshot,
  kind: DefinitionKind,
  item: { readonly id: string; readonly name: string },
): DemoDefinition {
  const { id, points } = need(
    (item.id === '' ? undefined : snapshot.definition(kind, item.id)) ?? snapshot.definition(kind, item.name),
    item,
  )
  return { id, points }
}

function need<Found>(found: Found | undefined, { name }: { readonly name: string }): Found {
  if (found === undefined) throw new Error(`"${name}" is missing although it was just set up.`)
  return found
}

function mapValues<Document extends Named, Value>(
  document: Document,
  map: (item: Document[keyof Document]) => Value,
): { readonly [key in keyof Document]: Value } {
  const entries = Object.entries(document) as [keyof Document, Document[keyof Document]][]
  return Object.fromEntries(entries.map(([key, item]) => [key, map(item)])) as {
    readonly [key in keyof Document]: Value
  }
}
