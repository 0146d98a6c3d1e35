import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import type { DurationCounts } from './durations.ts'
import { readSums, type Sums, type SumsRow } from './figures.ts'
import { type Asked, findSource, findSums, runSums } from './find-sums.queries.ts'

export interface OverviewSums {
  /** By the place of the slot in the period; slots without visits are missing. */
  readonly slots: ReadonlyMap<number, Sums>
  /** By currency. */
  readonly money: Readonly<Record<string, number>>
  readonly durations: DurationCounts
}

interface OverviewRow {
  readonly slots: readonly (SumsRow & { readonly slot: number })[]
  readonly money: Readonly<Record<string, number>>
  readonly durations: DurationCounts
}

export async function readOverview(queries: Queries, asked: Asked): Promise<OverviewSums> {
  const { dimension, isKept } = findSource(asked)
  const query = sql<OverviewRow>`
    WITH cell AS MATERIALIZED (${findSums(asked, [dimension], isKept)})
    SELECT
      (SELECT coalesce(json_agg(s), '[]') FROM (
        SELECT slot, sum(visits)::int AS visits, sum(bounces)::int AS bounces, sum(conversions)::int AS conversions,
          sum(points)::bigint AS points, sum(page_views)::bigint AS page_views, sum(goals)::bigint AS goals,
          sum(events)::bigint AS events, sum(outcomes)::bigint AS outcomes, sum(campaigns)::bigint AS campaigns,
          sum(clicks)::bigint AS clicks, sum(data_inputs)::bigint AS data_inputs, sum(customs)::bigint AS customs
        FROM cell GROUP BY slot ORDER BY slot) s) AS slots,
      (SELECT coalesce(json_object_agg(currency, amount), '{}') FROM (
        SELECT m.key AS currency, sum(m.value::numeric) AS amount
        FROM cell CROSS JOIN jsonb_each_text(cell.money) m GROUP BY 1 ORDER BY 1) sums) AS money,
      (SELECT coalesce(json_agg(json_build_array(step, visits) ORDER BY step), '[]') FROM (
        SELECT d.step, sum(d.visits)::int AS visits
        FROM cell CROSS JOIN unnest(cell.durations, cell.duration_visits) AS d (step, visits) GROUP BY 1) steps) AS durations`
  const { rows } = await runSums(queries, query, isKept)
  const [row] = rows
  if (row === undefined) throw new Error('Sums without FROM always give a row.')
  return { ...row, slots: new Map(row.slots.map((slot) => [slot.slot, readSums(slot)])) }
}
