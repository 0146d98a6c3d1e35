/** How somebody wants a list: which columns, in which order, how wide and how dense. Kept on the server for each person. */
export interface ColumnLayout {
  /** Keys of columns that are shown, in order. */
  readonly shown: readonly string[]
  /** Pixels, of columns that were made wider or narrower. */
  readonly widths: Readonly<Record<string, number>>
  readonly density: Density
}
export type Density = 'compact' | 'normal'

export const NARROWEST = 64
export const WIDEST = 800
const MOST_COLUMNS = 100

/** What was stored, perhaps by another version or by hand; null: nothing of use. */
export function readColumnLayout(stored: unknown): ColumnLayout | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { shown, widths, density } = stored as Record<string, unknown>
  if (!Array.isArray(shown)) return null
  const keys = shown.filter((key): key is string => typeof key === 'string' && key.length <= 100)
  if (keys.length === 0) return null
  return {
    shown: [...new Set(keys)].slice(0, MOST_COLUMNS),
    widths: readWidths(widths),
    density: density === 'normal' ? 'normal' : 'compact',
  }
}

function readWidths(widths: unknown): Record<string, number> {
  if (typeof widths !== 'object' || widths === null) return {}
  const entries = Object.entries(widths)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]))
    .slice(0, MOST_COLUMNS)
  return Object.fromEntries(entries.map(([key, width]) => [key, clampWidth(width)]))
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))
}

/** The columns of a list that are shown, in order. `fixed` is the first one, which leads to the row. */
export function chooseColumns<Column extends { readonly key: string }>(
  columns: readonly Column[],
  layout: ColumnLayout,
  fixed: string,
): Column[] {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const keys = [fixed, ...layout.shown.filter((key) => key !== fixed)]
  return keys.flatMap((key) => byKey.get(key) ?? [])
}

export function toggleColumn(layout: ColumnLayout, key: string): ColumnLayout {
  const shown = layout.shown.includes(key)
    ? layout.shown.filter((other) => other !== key)
    : [...layout.shown, key]
  return { ...layout, shown }
}

/** Moves a column one place to the front (-1) or to the back (1). */
export function moveColumn(layout: ColumnLayout, key: string, by: -1 | 1): ColumnLayout {
  const from = layout.shown.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= layout.shown.length) return layout
  const shown = layout.shown.filter((other) => other !== key)
  shown.splice(to, 0, key)
  return { ...layout, shown }
}

export function resizeColumn(layout: ColumnLayout, key: string, width: number): ColumnLayout {
  return { ...layout, widths: { ...layout.widths, [key]: clampWidth(width) } }
}
