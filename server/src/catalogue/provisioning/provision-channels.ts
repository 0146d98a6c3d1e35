import { newId, parseGuid } from '../../domain/ids.ts'
import { foldCase, MAX_NAME_LENGTH } from '../names.ts'
import type { Item } from './document.schemas.ts'
import { matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { type Changes, findChanges, freeNames, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type ChannelItem = Item<'channels'>
interface ChannelRow {
  readonly id: number
  readonly guid: string
  readonly name: string
  readonly code_name: string
  readonly language_id: number | null
  readonly require_consent_id: number | null
  readonly allow_provisional: boolean
  readonly removed_processors: string
}

/** A channel of the document that is stored now. */
export interface ProvisionedChannel {
  readonly id: number
  readonly item: ChannelItem
  readonly path: string
}

/** Comes after languages and consents, which channels refer to. Their keys come later. */
export async function provisionChannels(
  run: ProvisioningRun,
  items: readonly ChannelItem[],
): Promise<ProvisionedChannel[]> {
  if (items.length === 0) return []
  const { transaction } = run
  const rows: ChannelRow[] = await transaction.selectFrom('channels').selectAll().execute()
  const references = await loadReferences(run)
  const named = items.map((item, index) => addCodeName(item, `channels[${index}]`, rows))
  const matches = matchItems<ChannelItem, ChannelRow>(named, rows, {
    list: 'channels',
    noun: 'channel',
    nameMember: 'codeName',
    itemName: ({ codeName }) => codeName,
    rowName: ({ code_name }) => code_name,
    itemId: ({ id }) => id,
    rowGuid: ({ guid }) => guid,
  })
  const planned = matches.map(({ item, path, guid, row }) => {
    const wanted = {
      guid,
      name: item.name,
      code_name: item.codeName,
      language_id: references.findLanguage(item.language, `${path}.language`),
      require_consent_id: references.findConsent(item.requireConsent, `${path}.requireConsent`),
      allow_provisional: item.allowProvisional,
      removed_processors: item.removedProcessors,
    }
    return { item, path, row, wanted, columns: row && findChanges(row, wanted) }
  })
  const renamed = planned.flatMap(({ row, columns }) =>
    row && columns?.code_name !== undefined ? [row.id] : [],
  )
  await freeNames(run, 'channels', 'code_name', renamed)
  const stored: ProvisionedChannel[] = []
  for (const { item, path, row, wanted, columns = {} } of planned) {
    const id =
      row === undefined ? await createChannel(run, wanted) : await changeChannel(run, row.id, columns)
    stored.push({ id, item, path })
  }
  return stored
}

/** Without a code name a channel is known by its name, and a new one gets a code name made of that. */
function addCodeName(item: ChannelItem, path: string, rows: readonly ChannelRow[]): ChannelItem {
  const { id, name, codeName } = item
  if (codeName !== undefined || name === undefined) return item
  const guid = id === undefined ? null : parseGuid(id)
  if (rows.some((row) => row.guid === guid)) return item
  const namesakes = rows.filter((row) => foldCase(row.name) === foldCase(name))
  if (namesakes.length > 1) {
    throw ProvisioningError.at(
      path,
      `needs a codeName or an id: there are ${namesakes.length} channels of this name`,
    )
  }
  const derived = namesakes[0]?.code_name ?? deriveCodeName(name)
  if (namesakes.length === 0 && rows.some((row) => foldCase(row.code_name) === derived)) {
    throw ProvisioningError.at(path, `needs a codeName: ${derived} is already that of another channel`)
  }
  return { ...item, codeName: derived }
}

/** `Mobile app` becomes `mobile-app`. */
function deriveCodeName(name: string): string {
  const letters = name.normalize('NFKD').toLowerCase()
  const code = letters.replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-')
  return code.replace(/^-|-$/g, '').slice(0, MAX_NAME_LENGTH) || 'channel'
}

/** Undefined stays undefined (not given) and null stays null (none). */
type Finder = (name: string | null | undefined, path: string) => number | null | undefined

async function loadReferences({
  transaction,
}: ProvisioningRun): Promise<{ findLanguage: Finder; findConsent: Finder }> {
  const languages = await transaction.selectFrom('languages').select(['id', 'code as name']).execute()
  const consents = await transaction.selectFrom('consents').select(['id', 'name']).execute()
  return {
    findLanguage: createFinder(languages, 'the code of no language'),
    findConsent: createFinder(consents, 'the code name of no consent'),
  }
}

function createFinder(
  rows: readonly { readonly id: number; readonly name: string }[],
  unknown: string,
): Finder {
  const idByName = new Map(rows.map(({ id, name }) => [foldCase(name), id]))
  return (name, path) => {
    if (name == null) return name
    const id = idByName.get(foldCase(name))
    if (id === undefined) throw ProvisioningError.at(path, `is ${JSON.stringify(name)}, which is ${unknown}`)
    return id
  }
}

async function createChannel(
  { transaction, at, tally }: ProvisioningRun,
  wanted: { readonly [Column in keyof Omit<ChannelRow, 'id'>]: ChannelRow[Column] | undefined },
): Promise<number> {
  const codeName = wanted.code_name ?? ''
  const guid = wanted.guid ?? newId(at.getTime())
  const name = wanted.name ?? codeName
  const { id } = await transaction
    .insertInto('channels')
    .values({
      guid,
      name,
      code_name: codeName,
      language_id: wanted.language_id ?? null,
      require_consent_id: wanted.require_consent_id ?? null,
      allow_provisional: wanted.allow_provisional ?? false,
      removed_processors: wanted.removed_processors ?? '',
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  tally.add('channel', 'created')
  tally.newChannels.push({ name, codeName, guid })
  return id
}

async function changeChannel(
  { transaction, tally }: ProvisioningRun,
  id: number,
  columns: Changes<ChannelRow>,
): Promise<number> {
  if (isEmpty(columns)) return id
  await transaction.updateTable('channels').set(columns).where('id', '=', id).execute()
  tally.add('channel', 'changed')
  return id
}
