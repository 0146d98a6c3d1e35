import type { Definition, Snapshot } from '../../catalogue/snapshot.ts'
import { titleOf } from '../../domain/activity-title.ts'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import type { histogramParameters } from './activities.parameters.ts'
import type { KindChoice, PropertyChoice, UtmChoice } from './filter-parameters.ts'
import { findActor } from './find-actor.queries.ts'

/** What is asked of activities, as the parameters say it. */
export type AskedActivities = ReturnType<typeof histogramParameters.read>

/** Which activities, in the ids of the database. Null is no condition; lists of numbers are never empty. */
export interface ActivityFilter {
  readonly contact: ContactFamily | null
  readonly visitId: Uuid | null
  readonly channelIds: readonly number[] | null
  readonly definitionIds: readonly number[] | null
  readonly campaignIds: readonly number[] | null
  readonly utm: UtmChoice | null
  readonly property: PropertyChoice | null
  readonly search: TextSearch | null
  /** False: without what was done in visits of robots. */
  readonly robots: boolean
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

export interface TextSearch {
  readonly text: string
  /** Definitions whose name, in a title, has the text already. */
  readonly definitionIds: readonly number[]
}

/** Null: nothing can match, because something that is named is not there. */
export async function findActivityFilter(
  queries: Queries,
  snapshot: Snapshot,
  asked: AskedActivities,
): Promise<ActivityFilter | null> {
  const channelIds = asked.channel?.flatMap((channel) => findChannelIds(snapshot, channel) ?? []) ?? null
  const definitionIds = findDefinitionIds(snapshot, asked.kind, asked.type)
  const campaignIds = findCampaignIds(snapshot, asked.campaign)
  if (definitionIds?.length === 0 || campaignIds?.length === 0) return null

  const contact = await findActor(queries, asked)
  if (contact === 'nobody') return null
  return {
    contact: contact === 'anybody' ? null : contact,
    visitId: asked.visit,
    channelIds,
    definitionIds,
    campaignIds,
    utm: asked.utm,
    property: asked.property,
    search: asked.search === null ? null : findTitles(snapshot, asked.search),
    robots: asked.robots,
    from: asked.from === null ? null : new Date(asked.from),
    to: asked.to === null ? null : new Date(asked.to),
  }
}

function findDefinitionIds(
  snapshot: Snapshot,
  choice: KindChoice | null,
  types: readonly string[] | null,
): number[] | null {
  if (choice === null && types === null) return null
  const names = new Set(types?.map((type) => type.toLowerCase()))
  // A name may have commas in it.
  if (types !== null) names.add(types.join(',').toLowerCase())
  const guids = new Set(types?.map((type) => parseGuid(type)))
  const isChosen = (definition: Definition): boolean =>
    choice === null || choice.kinds.includes(activityKindOf(definition)) !== choice.isExcluded
  return snapshot.definitions
    .filter(isChosen)
    .filter(({ name, guid }) => types === null || names.has(name.toLowerCase()) || guids.has(guid))
    .map(({ id }) => id)
}

function findCampaignIds(snapshot: Snapshot, guids: readonly Uuid[] | null): number[] | null {
  if (guids === null) return null
  return snapshot.definitions
    .filter(({ kind, guid }) => kind === 'campaign' && guids.includes(guid))
    .map(({ id }) => id)
}

function findTitles(snapshot: Snapshot, text: string): TextSearch {
  const lower = text.toLowerCase()
  const titled = snapshot.definitions.filter((definition) =>
    titleOf(activityKindOf(definition), definition.displayName, null).toLowerCase().includes(lower),
  )
  return { text, definitionIds: titled.map(({ id }) => id) }
}
