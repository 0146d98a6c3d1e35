import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { foldCase } from '../names.ts'
import { ProvisioningError } from './provisioning-error.ts'

/** An item of the document and what it is about. */
export interface Match<Item, Row> {
  readonly item: Item
  /** Where it stands: `channels[0]`. */
  readonly path: string
  /** The id that it gives. */
  readonly guid: Uuid | undefined
  /** What is stored under this id or name; undefined: it does not exist yet, and the item has a name. */
  readonly row: Row | undefined
}

/** How the items of a list and the rows of its table are told apart. */
export interface Identity<Item, Row> {
  /** `channels` */
  readonly list: string
  /** `channel` */
  readonly noun: string
  /** The member that holds the name: `name`, `codeName`, `email` … */
  readonly nameMember: string
  itemName(item: Item): string | undefined
  rowName(row: Row): string
  /** For things that also have a GUID. */
  itemId?(item: Item): string | undefined
  rowGuid?(row: Row): Uuid
}

/**
 * Finds what each item is about: by its id, else by its name in any case. What one item claims by id no other can
 * claim by name. Throws when two items are about the same thing, when one has neither id nor name, or when two things
 * would have one name in the end.
 */
export function matchItems<Item, Row extends object>(
  items: readonly Item[],
  rows: readonly Row[],
  identity: Identity<Item, Row>,
): Match<Item, Row>[] {
  const { list, noun, nameMember, itemName, rowName, itemId, rowGuid } = identity
  const placed = items.map((item, index) => {
    const id = itemId?.(item)
    return {
      item,
      path: `${list}[${index}]`,
      guid: id === undefined ? undefined : (parseGuid(id) ?? undefined),
    }
  })
  refuseRepetition(placed, 'id', ({ guid }) => guid)
  refuseRepetition(placed, nameMember, ({ item }) => itemName(item))

  const rowsByGuid = new Map(rowGuid === undefined ? [] : rows.map((row) => [rowGuid(row), row]))
  const claimed = new Set(placed.flatMap(({ guid }) => (guid && rowsByGuid.get(guid)) ?? []))
  const unclaimed = rows.filter((row) => !claimed.has(row))
  const rowsByName = new Map(unclaimed.map((row) => [foldCase(rowName(row)), row]))
  const matches = placed.map(({ item, path, guid }) => {
    const name = itemName(item)
    if (guid === undefined && name === undefined)
      throw ProvisioningError.at(path, `needs an id or a ${nameMember}`)
    const byGuid = guid === undefined ? undefined : rowsByGuid.get(guid)
    const row = byGuid ?? (name === undefined ? undefined : rowsByName.get(foldCase(name)))
    if (row === undefined && name === undefined) {
      throw ProvisioningError.at(path, `needs a ${nameMember}, since there is no ${noun} with this id yet`)
    }
    return { item, path, guid, row }
  })
  refuseSharedNames(matches, rows, identity)
  return matches
}

function refuseRepetition<Placed extends { readonly path: string }>(
  placed: readonly Placed[],
  member: string,
  readValue: (placed: Placed) => string | undefined,
): void {
  const seen = new Map<string, string>()
  for (const entry of placed) {
    const value = readValue(entry)
    if (value === undefined) continue
    const earlier = seen.get(foldCase(value))
    if (earlier !== undefined)
      throw ProvisioningError.at(`${entry.path}.${member}`, `is the same as that of ${earlier}`)
    seen.set(foldCase(value), entry.path)
  }
}

function refuseSharedNames<Item, Row extends object>(
  matches: readonly Match<Item, Row>[],
  rows: readonly Row[],
  { noun, nameMember, itemName, rowName }: Identity<Item, Row>,
): void {
  const matched = new Set(matches.map(({ row }) => row))
  const taken = new Set(rows.filter((row) => !matched.has(row)).map((row) => foldCase(rowName(row))))
  for (const { item, row, path } of matches) {
    const name = itemName(item) ?? (row === undefined ? undefined : rowName(row))
    if (name === undefined) continue
    if (taken.has(foldCase(name))) {
      throw ProvisioningError.at(
        `${path}.${nameMember}`,
        `is already that of another ${noun}: name that one by its id`,
      )
    }
    taken.add(foldCase(name))
  }
}
