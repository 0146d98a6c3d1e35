import { useMemo } from 'react'
import { usePreference } from '../use-preference.ts'
import { type ColumnLayout, chooseColumns, readColumnLayout } from './column-layout.ts'
import type { ListColumn } from './list-column.ts'

/** The columns of a list as this person wants them, kept on the server under `name`. `fixed` is always the first. */
export function useColumnLayout<Item>(
  name: string,
  columns: readonly ListColumn<Item>[],
  fixed: string,
): {
  readonly shown: ListColumn<Item>[]
  readonly layout: ColumnLayout
  readonly setLayout: (layout: ColumnLayout) => void
  readonly reset: () => void
} {
  const absent = useMemo<ColumnLayout>(
    () => ({
      shown: columns.filter(({ isOptional }) => isOptional !== true).map(({ key }) => key),
      widths: {},
      density: 'compact',
    }),
    [columns],
  )
  const [layout, setLayout] = usePreference(name, readColumnLayout, absent)
  return {
    shown: chooseColumns(columns, layout, fixed),
    layout,
    setLayout,
    reset: () => setLayout(absent),
  }
}

/** Whether this person wants a column that costs something to ask for; known before the rows are. */
export function useIsColumnChosen(name: string, key: string): boolean {
  const [layout] = usePreference(name, readColumnLayout, null)
  return layout?.shown.includes(key) ?? false
}
