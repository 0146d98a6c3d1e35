import { activityKinds } from '../../domain/kinds.ts'
import { byteOrderMark, writeCsvRow } from '../shared/exports/write-csv.ts'
import type { BreakdownItem, OverviewPart } from './reports.schemas.ts'

/** A row for each hour or day, and no row of sums: whoever wants one adds up. */
export function writeOverview({ series }: OverviewPart): string {
  const sums = ['visits', 'bounces', 'conversions', 'points'] as const
  return writeCsv(
    ['at', ...sums, ...activityKinds],
    series.map((slot) => [
      slot.at,
      ...sums.map((name) => slot[name]),
      ...activityKinds.map((kind) => slot.activities[kind]),
    ]),
  )
}

/** A row for each member. Every currency has a column: amounts of several are nothing to add. */
export function writeBreakdowns(
  lists: readonly { readonly by: string; readonly items: readonly BreakdownItem[] }[],
): string {
  const currencies = [
    ...new Set(lists.flatMap(({ items }) => items.flatMap(({ money }) => Object.keys(money)))),
  ].sort()
  return writeCsv(
    ['by', 'id', 'name', 'visits', 'conversions', 'points', ...currencies],
    lists.flatMap(({ by, items }) =>
      items.map(({ id, name, visits, conversions, points, money }) => [
        by,
        id,
        name,
        visits,
        conversions,
        points,
        ...currencies.map((currency) => money[currency] ?? null),
      ]),
    ),
  )
}

type Cell = string | number | null

function writeCsv(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return byteOrderMark + [heads, ...rows].map((row) => writeCsvRow(row)).join('')
}
