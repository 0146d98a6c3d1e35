import { newId, type Uuid } from '../../domain/ids.ts'
import type { DefinitionKind } from '../../domain/kinds.ts'
import { foldCase } from '../names.ts'
import type { ProvisioningDocument } from './document.schemas.ts'
import { type Match, matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { type Changes, findChanges, freeNames, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

/** Whatever an item of one of the five lists may say. */
interface DefinitionItem {
  readonly id?: string
  readonly name?: string
  readonly displayName?: string
  readonly description?: string
  readonly points?: number
  readonly era?: string | null
  readonly channel?: string | null
  readonly enabled?: boolean
  readonly showAsLatestEvent?: boolean
  readonly showInEventsList?: boolean
}

interface DefinitionRow {
  readonly id: number
  readonly guid: Uuid
  readonly kind: DefinitionKind
  readonly name: string
  readonly display_name: string
  readonly description: string
  readonly points: number
  readonly era: string | null
  readonly traffic_channel: string | null
  readonly enabled: boolean
  readonly built_in: boolean
  readonly provisional: boolean
  readonly show_as_latest_event: boolean
  readonly show_in_events_list: boolean
}

const lists = [
  { list: 'activityTypes', kind: 'activityType', noun: 'activity type' },
  { list: 'goals', kind: 'goal', noun: 'goal' },
  { list: 'events', kind: 'event', noun: 'event' },
  { list: 'outcomes', kind: 'outcome', noun: 'outcome' },
  { list: 'campaigns', kind: 'campaign', noun: 'campaign' },
] as const
type ListOfDefinitions = (typeof lists)[number]

interface DefinitionMatch extends Match<DefinitionItem, DefinitionRow> {
  readonly kind: DefinitionKind
  readonly noun: string
}

/** Goals, events, outcomes, campaigns and activity types. To name a provisional one is to confirm it. */
export async function provisionDefinitions(
  run: ProvisioningRun,
  document: ProvisioningDocument,
): Promise<void> {
  const rows: DefinitionRow[] = await run.transaction.selectFrom('definitions').selectAll().execute()
  const matches = lists.flatMap((list) => matchDefinitions(list, document[list.list] ?? [], rows))
  refuseSharedIds(matches, rows)
  const planned = matches.map((match) => ({ ...match, columns: match.row && planChanges(match, match.row) }))
  const renamed = planned.flatMap(({ row, columns }) => (row && columns?.name !== undefined ? [row.id] : []))
  await freeNames(run, 'definitions', 'name', renamed)
  for (const match of planned) {
    if (match.row === undefined) await createDefinition(run, match)
    else if (!isEmpty(match.columns ?? {})) {
      await run.transaction
        .updateTable('definitions')
        .set(match.columns ?? {})
        .where('id', '=', match.row.id)
        .execute()
      run.tally.add(match.noun, 'changed')
    }
  }
}

function matchDefinitions(
  { list, kind, noun }: ListOfDefinitions,
  items: readonly DefinitionItem[],
  rows: readonly DefinitionRow[],
): DefinitionMatch[] {
  const rowsOfKind = rows.filter((row) => row.kind === kind)
  const matches = matchItems<DefinitionItem, DefinitionRow>(items, rowsOfKind, {
    list,
    noun,
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
    itemId: ({ id }) => id,
    rowGuid: ({ guid }) => guid,
  })
  return matches.map((match) => ({ ...match, kind, noun }))
}

/** An id names one definition of any kind: activities of all kinds refer to their definition in one way. */
function refuseSharedIds(matches: readonly DefinitionMatch[], rows: readonly DefinitionRow[]): void {
  const owners = new Map(rows.map(({ guid, kind, name }) => [guid, { kind, name: `${kind} "${name}"` }]))
  for (const { guid, kind, path } of matches) {
    if (guid === undefined) continue
    const owner = owners.get(guid)
    if (owner !== undefined && owner.kind !== kind) {
      throw ProvisioningError.at(`${path}.id`, `is the id of the ${owner.name}`)
    }
    owners.set(guid, { kind, name: `${kind} at ${path}` })
  }
}

function planChanges({ item, guid, path }: DefinitionMatch, row: DefinitionRow): Changes<DefinitionRow> {
  if (row.built_in) refuseNewIdentity(item, guid, path, row)
  return findChanges(row, {
    guid,
    // What is built in keeps its name letter by letter: the code knows it.
    name: row.built_in ? undefined : item.name,
    display_name: item.displayName,
    description: item.description,
    points: item.points,
    era: item.era,
    traffic_channel: item.channel,
    enabled: item.enabled,
    show_as_latest_event: item.showAsLatestEvent,
    show_in_events_list: item.showInEventsList,
    provisional: false,
  })
}

function refuseNewIdentity(
  item: DefinitionItem,
  guid: Uuid | undefined,
  path: string,
  row: DefinitionRow,
): void {
  if (item.name !== undefined && foldCase(item.name) !== foldCase(row.name)) {
    throw ProvisioningError.at(`${path}.name`, `would rename "${row.name}", which is built in`)
  }
  if (guid !== undefined && guid !== row.guid) {
    throw ProvisioningError.at(`${path}.id`, `must be ${row.guid} or be left out: "${row.name}" is built in`)
  }
}

async function createDefinition(
  { transaction, at, tally }: ProvisioningRun,
  { item, guid, kind, noun }: DefinitionMatch,
): Promise<void> {
  const name = item.name ?? ''
  await transaction
    .insertInto('definitions')
    .values({
      guid: guid ?? newId(at.getTime()),
      kind,
      name,
      display_name: item.displayName ?? name,
      description: item.description ?? '',
      points: item.points ?? 0,
      era: item.era ?? null,
      traffic_channel: item.channel ?? null,
      enabled: item.enabled ?? true,
      show_as_latest_event: item.showAsLatestEvent ?? true,
      show_in_events_list: item.showInEventsList ?? true,
      created_at: at,
    })
    .execute()
  tally.add(noun, 'created')
}
