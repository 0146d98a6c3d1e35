import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { type Dimension, dimensions } from './dimensions.ts'
import { type Asked, findSource, findSums, runSums } from './find-sums.queries.ts'

/** The sums of a member of a dimension in a channel. */
export interface MemberSums {
  readonly dimension: Dimension
  readonly channelId: number
  readonly number: number
  readonly text: string
  readonly visits: number
  readonly conversions: number
  readonly points: number
  readonly reached: number
  readonly reachedPoints: number
  readonly money: Readonly<Record<string, number>>
}

interface MemberRow extends Omit<MemberSums, 'dimension' | 'money'> {
  readonly dimension: number
  readonly money: Readonly<Record<string, number>> | null
}

/** Beyond this, members that hardly anybody came by are left out: pages are as many as visitors like. */
const mostMembers = 5_000

/** Sums visits up by the members of some dimensions, most visits first. */
export async function readMembers(
  queries: Queries,
  asked: Asked,
  wanted: ReadonlySet<Dimension>,
): Promise<MemberSums[]> {
  const source = findSource(asked)
  // A kept sum knows one dimension: where visits are chosen by another one, they are asked themselves.
  const kept = source.isKept
    ? [...wanted].filter((dimension) => source.dimension === 'all' || source.dimension === dimension)
    : []
  const others = [...wanted].filter((dimension) => !kept.includes(dimension))
  const parts = await Promise.all([
    kept.length === 0 ? [] : sumMembers(queries, asked, kept, true),
    others.length === 0 ? [] : sumMembers(queries, asked, others, false),
  ])
  return parts.flat()
}

async function sumMembers(
  queries: Queries,
  asked: Asked,
  wanted: readonly Dimension[],
  isKept: boolean,
): Promise<MemberSums[]> {
  const query = sql<MemberRow>`
    WITH cell AS MATERIALIZED (${findSums(asked, wanted, isKept)}),
    member AS (
      SELECT dimension, channel_id, number, text, sum(visits)::int AS visits, sum(conversions)::int AS conversions,
        sum(points)::float8 AS points, sum(reached)::float8 AS reached, sum(reached_points)::float8 AS reached_points,
        row_number() OVER (PARTITION BY dimension ORDER BY sum(visits) DESC, text, number) AS place
      FROM cell GROUP BY 1, 2, 3, 4
    ), money AS (
      SELECT dimension, channel_id, number, text, jsonb_object_agg(currency, amount) AS money FROM (
        SELECT dimension, channel_id, number, text, m.key AS currency, sum(m.value::numeric) AS amount
        FROM cell CROSS JOIN jsonb_each_text(cell.money) m GROUP BY 1, 2, 3, 4, 5) sums GROUP BY 1, 2, 3, 4
    )
    SELECT dimension, channel_id AS "channelId", number, text, visits, conversions, points, reached,
      reached_points AS "reachedPoints", money
    FROM member LEFT JOIN money USING (dimension, channel_id, number, text) WHERE place <= ${mostMembers}`
  const { rows } = await runSums(queries, query, isKept)
  return rows.map((row) => ({ ...row, dimension: nameOf(row.dimension), money: row.money ?? {} }))
}

function nameOf(number: number): Dimension {
  const names = Object.keys(dimensions) as Dimension[]
  return names.find((name) => dimensions[name] === number) ?? 'all'
}
