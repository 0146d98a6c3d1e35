import { choicesParameter } from '../list-parameters.ts'
import { choiceParameter } from '../parameters.ts'

/** A column of an export: its name, which heads it, and what it holds of an item. */
export interface ExportColumn<Item> {
  readonly name: string
  readonly value: (item: Item) => unknown
}

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

/** Columns that are members of the items themselves. */
export function columnsOf<Item extends object>(...names: (keyof Item & string)[]): ExportColumn<Item>[] {
  return names.map((name) => ({ name, value: (item) => item[name] }))
}
