import { type RawBuilder, sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import { type ActivityKind, activityKinds } from '../../domain/kinds.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import { type Dimension, dimensions } from './dimensions.ts'
import { durationStep } from './durations.ts'
import type { ReportPeriod } from './report-period.ts'
import { matchesVisit, type VisitFilter } from './visit-filter.ts'

/** What sums are made of: visits that began in a stretch of time, cut into slots. */
export interface VisitStretch {
  /** When each slot begins, and at the end when the last one is over. Milliseconds since 1970. */
  readonly bounds: readonly number[]
  readonly filter: VisitFilter
  readonly dimensions: readonly Dimension[]
  readonly snapshot: Snapshot
}

/** The columns of report_visits that are sums, in their order. */
export const sumColumns = sql.raw(
  [
    'visits',
    'bounces',
    'conversions',
    'points',
    'page_views',
    'goals',
    'events',
    'outcomes',
    'campaigns',
    'clicks',
    'data_inputs',
    'customs',
    'reached',
    'reached_points',
    'money',
    'durations',
    'duration_visits',
  ].join(', '),
)

/** The column that counts the activities of a kind. */
export const kindColumns = {
  pageView: 'page_views',
  goal: 'goals',
  event: 'events',
  outcome: 'outcomes',
  campaign: 'campaigns',
  click: 'clicks',
  dataInput: 'data_inputs',
  custom: 'customs',
} as const satisfies Record<ActivityKind, string>

/**
 * A SELECT over visits and activities that gives rows as those of report_visits, with the place of the slot (from 0) for
 * the day. Everything counts for the slot in which its visit began. A bounce did one thing; the campaign that it came by
 * does not count. The path of an entry page is that of its address without host and query.
 */
export function sumVisits({
  bounds,
  filter,
  dimensions: asked,
  snapshot,
}: VisitStretch): RawBuilder<unknown> {
  const times = bounds.map((at) => new Date(at))
  const [from] = times
  const kinds = snapshot.definitions.map((definition) => activityKinds.indexOf(activityKindOf(definition)))
  const ids = snapshot.definitions.map(({ id }) => id)
  return sql`
    WITH visit AS MATERIALIZED (${selectVisits(times, filter)}), did AS MATERIALIZED (
      SELECT a.visit_id, a.definition_id, coalesce(k.kind, ${kindNumber('custom')}) AS kind, a.currency,
        count(*)::int AS n, sum(a.points) AS points, sum(a.monetary) AS monetary
      FROM activities a JOIN visit v ON v.id = a.visit_id
      LEFT JOIN unnest(${ids}::int[], ${kinds}::int[]) AS k (id, kind) ON k.id = a.definition_id
      WHERE a.occurred_at >= ${from} AND a.occurred_at <= (SELECT max(last_at) FROM visit)
      GROUP BY 1, 2, 3, 4
    ), done AS MATERIALIZED (
      SELECT visit_id, ${forEachKind((kind, column) => sql`coalesce(sum(n) FILTER (WHERE kind = ${kindNumber(kind)}), 0)::int AS ${column}`)},
        array_agg(definition_id) FILTER (WHERE kind = ${kindNumber('goal')}) AS reached_goals
      FROM did GROUP BY 1
    ), fact AS MATERIALIZED (
      SELECT v.*, ${forEachKind((_kind, column) => sql`d.${column}`)}, (d.goals > 0)::int AS converted,
        CASE WHEN ${deedsButCampaigns} > 1 THEN ${sql.raw(durationStep)} END AS step
      FROM visit v JOIN done d ON d.visit_id = v.id
      WHERE ${filter.goals === null ? sql`true` : sql`d.reached_goals && ${filter.goals}::int[]`}
    ), part AS (
      ${unionOf(asked, sumParts)}
    ), money AS (
      SELECT slot, dimension, channel_id, robot, number, text, jsonb_object_agg(currency, amount) AS money
      FROM (${unionOf(asked, sumMoney)}) sums GROUP BY 1, 2, 3, 4, 5, 6
    )
    SELECT slot, dimension, channel_id, robot, number, text,
      sum(visits)::int AS visits, coalesce(sum(visits) FILTER (WHERE step IS NULL), 0)::int AS bounces,
      sum(conversions)::int AS conversions, sum(points)::bigint AS points,
      ${forEachKind((_kind, column) => sql`sum(${column})::bigint AS ${column}`)},
      sum(reached)::bigint AS reached, sum(reached_points)::bigint AS reached_points, money.money,
      array_agg(step) FILTER (WHERE step IS NOT NULL) AS durations,
      array_agg(visits) FILTER (WHERE step IS NOT NULL) AS duration_visits
    FROM part LEFT JOIN money USING (slot, dimension, channel_id, robot, number, text)
    GROUP BY slot, dimension, channel_id, robot, number, text, money.money`
}

/** The visits themselves, without regard to slots; those that reached certain goals, where the filter names goals. */
export function chosenVisits({
  period,
  filter,
}: {
  readonly period: ReportPeriod
  readonly filter: VisitFilter
}): RawBuilder<unknown> {
  const times = period.bounds.map((at) => new Date(at))
  const visits = selectVisits(times, filter)
  if (filter.goals === null) return visits
  return sql`SELECT v.* FROM (${visits}) v WHERE v.id IN (
    SELECT visit_id FROM activities WHERE definition_id = ANY(${filter.goals}::int[]) AND occurred_at >= ${times[0]})`
}

function selectVisits(bounds: readonly Date[], filter: VisitFilter): RawBuilder<unknown> {
  return sql`SELECT * FROM (
    SELECT v.contact_id, v.id, width_bucket(v.started_at, ${bounds.slice(0, -1)}::timestamptz[]) - 1 AS slot,
      v.channel_id, v.robot, v.points, v.last_at, extract(epoch FROM v.last_at - v.started_at)::float8 AS seconds,
      coalesce(v.campaign_id, 0) AS campaign_id, coalesce(v.referrer_channel, 0) AS referrer_channel,
      ${entryPage} AS entry_page, coalesce(left(v.device->>'type', 100), '') AS device,
      coalesce(left(v.location->>'country', 100), '') AS country
    FROM visits v WHERE v.started_at >= ${bounds[0]} AND v.started_at < ${bounds.at(-1)}
  ) v WHERE ${matchesVisit(filter)}`
}

/** Without host, query and fragment; at most 300 characters, since pages are told apart by it in an index. */
const entryPage = sql.raw(`CASE WHEN v.entry_url IS NULL THEN '' ELSE
  left(coalesce(nullif(regexp_replace(v.entry_url, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*|[?#].*$', '', 'g'), ''), '/'), 300) END`)

function kindNumber(kind: ActivityKind): RawBuilder<unknown> {
  return sql.raw(String(activityKinds.indexOf(kind)))
}

function forEachKind(
  write: (kind: ActivityKind, column: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql.join(activityKinds.map((kind) => write(kind, sql.raw(kindColumns[kind]))))
}

const deedsButCampaigns = sql.raw(
  activityKinds
    .filter((kind) => kind !== 'campaign')
    .map((kind) => `d.${kindColumns[kind]}`)
    .join(' + '),
)

function unionOf(
  asked: readonly Dimension[],
  write: (dimension: Dimension) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql.join(asked.map(write), sql` UNION ALL `)
}

/** What tells the members of a dimension apart. */
const keys: Record<Dimension, { number: string; text: string }> = {
  all: { number: '0', text: `''` },
  source: { number: 'f.campaign_id', text: 'f.referrer_channel::text' },
  entryPage: { number: '0', text: 'f.entry_page' },
  device: { number: '0', text: 'f.device' },
  country: { number: '0', text: 'f.country' },
  goal: { number: 'g.definition_id', text: `''` },
}

/** The columns by which sums are grouped: the first six of every SELECT. */
function selectKey(dimension: Dimension): RawBuilder<unknown> {
  const { number, text } = keys[dimension]
  return sql.raw(
    `f.slot, ${dimensions[dimension]}::smallint AS dimension, f.channel_id, f.robot, ${number} AS number, ${text} AS text`,
  )
}

function factsOf(dimension: Dimension): RawBuilder<unknown> {
  return dimension === 'goal'
    ? sql`fact f JOIN did g ON g.visit_id = f.id AND g.kind = ${kindNumber('goal')}`
    : sql`fact f`
}

function sumParts(dimension: Dimension): RawBuilder<unknown> {
  const [reached, points] = dimension === 'goal' ? ['g.n', 'g.points'] : ['0', '0']
  return sql`SELECT ${selectKey(dimension)}, f.step, count(*)::int AS visits, sum(f.converted) AS conversions,
    sum(f.points) AS points, ${forEachKind((_kind, column) => sql`sum(f.${column}) AS ${column}`)},
    sum(${sql.raw(reached)}) AS reached, sum(${sql.raw(points)}) AS reached_points
    FROM ${factsOf(dimension)} GROUP BY 1, 2, 3, 4, 5, 6, 7`
}

function sumMoney(dimension: Dimension): RawBuilder<unknown> {
  return sql`SELECT ${selectKey(dimension)}, coalesce(p.currency, 'XXX') AS currency, sum(p.monetary) AS amount
    FROM ${factsOf(dimension)} JOIN did p ON p.visit_id = f.id AND p.monetary IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7`
}
