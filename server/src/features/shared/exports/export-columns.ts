import type { Snapshot } from '../../../catalogue/snapshot.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { choicesParameter } from '../list-parameters.ts'
import { choiceParameter } from '../parameters.ts'

/** A column of an export: its name, which heads it, and what it holds of an item, with what is set up now. */
export interface ExportColumn<Item> {
  readonly name: string
  /** What heads it for people; without it its name in words. */
  readonly heading?: string
  readonly value: (item: Item, snapshot: Snapshot) => unknown
}

export const exportHeadings = ['names', 'words'] as const
export type ExportHeadings = (typeof exportHeadings)[number]

export const exportFormats = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What every export takes beside the filters of its list. */
export function exportParameters<Item>(columns: readonly ExportColumn<Item>[]) {
  return {
    format: choiceParameter({
      description: '`csv`, with a heading, or `ndjson`: one JSON object a line.',
      choices: exportFormats,
      absent: 'csv',
    }),
    columns: choicesParameter({
      description: 'Only these columns, in this order, separated by commas; all where nothing is said.',
      choices: columns.map(({ name }) => name),
    }),
    headings: choiceParameter({
      description: 'What heads the columns of a CSV: their `names`, for programs, or `words`, for people.',
      choices: exportHeadings,
      absent: 'names',
    }),
  }
}

/** The columns with these names, in the order of the names; all for null. */
export function chooseColumns<Item>(
  columns: readonly ExportColumn<Item>[],
  names: readonly string[] | null,
): readonly ExportColumn<Item>[] {
  if (names === null) return columns
  return names.flatMap((name) => columns.find((column) => column.name === name) ?? [])
}

/** `lastActivityAt` as `Last activity at`, where nobody said it better. */
export function headingOf({ name, heading }: ExportColumn<never>): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return heading ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** Columns that are members of the items themselves. */
export function columnsOf<Item extends object>(...names: (keyof Item & string)[]): ExportColumn<Item>[] {
  return names.map((name) => ({ name, value: (item) => item[name] }))
}

/** The name of a channel, of which items hold the GUID: who reads a table knows names. */
export function channelColumn<Item>(name: string, guidOf: GuidOf<Item>): ExportColumn<Item> {
  return nameColumn(name, guidOf, (guid, snapshot) => snapshot.channelByGuid(guid)?.name)
}

/** The same of a campaign. */
export function campaignColumn<Item>(name: string, guidOf: GuidOf<Item>): ExportColumn<Item> {
  return nameColumn(name, guidOf, (guid, snapshot) => snapshot.definition('campaign', guid)?.displayName)
}

type GuidOf<Item> = (item: Item) => Uuid | null | undefined

function nameColumn<Item>(
  name: string,
  guidOf: GuidOf<Item>,
  nameOf: (guid: Uuid, snapshot: Snapshot) => string | undefined,
): ExportColumn<Item> {
  return {
    name,
    value(item, snapshot) {
      const guid = guidOf(item)
      return guid == null ? null : (nameOf(guid, snapshot) ?? null)
    },
  }
}
