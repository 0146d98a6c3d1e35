import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import { type VisitRow, visitColumns } from '../shared/visit.ts'

/** More of what one contact did is not counted along: nobody waits for that, and only a robot does more. */
export const mostCounted = 100_000

/** A contact and its sums, which the engine keeps. */
export interface ProfileRow {
  readonly contact_id: Uuid
  /** Under which its visits and activities are stored: its own id and those merged into it. */
  readonly ids: readonly Uuid[]
  readonly first_at: Date | null
  readonly last_at: Date | null
  readonly activities: number
  readonly visits: number
  readonly points: number
  readonly monetary: Readonly<Record<string, string>>
  /** How the id that was asked for came to name this contact; null where it is its own. */
  readonly merged_at: Date | null
  readonly merge_source: string | null
}

/** The contact that an id names, itself or as an alias. */
export async function findProfile(queries: Queries, id: Uuid): Promise<ProfileRow | null> {
  const { rows } = await sql<ProfileRow & { alias_ids: Uuid[] }>`
    SELECT s.contact_id, own.alias_ids, s.first_at, s.last_at, s.activities, s.visits, s.points, s.monetary,
      m.merged_at, m.source AS merge_source
    FROM contact_state s
    CROSS JOIN LATERAL (
      SELECT array(SELECT a.alias_id FROM contact_aliases a WHERE a.contact_id = s.contact_id) AS alias_ids
    ) own
    LEFT JOIN contact_merges m ON m.survivor_id = ANY(s.contact_id || own.alias_ids) AND m.merged_id = ${id}
    WHERE s.contact_id = coalesce((SELECT a.contact_id FROM contact_aliases a WHERE a.alias_id = ${id}), ${id})
      AND s.merged_into IS NULL`.execute(queries)
  const [row] = rows
  if (row === undefined) return null
  const { alias_ids, ...profile } = row
  return { ...profile, ids: [row.contact_id, ...alias_ids] }
}

export interface DeedCounts {
  readonly definitions: readonly { readonly id: number; readonly count: number; readonly lastAt: number }[]
  readonly pages: readonly { readonly url: string; readonly views: number; readonly lastAt: number }[]
  readonly days: readonly { readonly day: string; readonly activities: number }[]
}

/**
 * Counts what a contact did by definition, by page and by day, newest first up to {@link mostCounted}. All three come
 * from one pass over its activities: fetching them is what takes the time.
 */
export async function countDeeds(
  queries: Queries,
  profile: ProfileRow,
  asked: { readonly pageDefinitionIds: readonly number[]; readonly timeZone: string },
): Promise<DeedCounts> {
  const { ids, first_at, last_at } = profile
  if (first_at === null || last_at === null) return { definitions: [], pages: [], days: [] }
  // Nearly always it is all of them, and then their order does not matter.
  const newestOnly =
    profile.activities > mostCounted ? sql`ORDER BY a.occurred_at DESC LIMIT ${mostCounted}` : sql``
  const { rows } = await sql<DeedCounts>`
    WITH counted AS MATERIALIZED (
      SELECT grouping(definition_id, page) AS others, definition_id, page, day, count(*) AS count,
        (extract(epoch FROM max(occurred_at)) * 1000)::bigint AS last_at
      FROM unnest(${ids}::uuid[]) AS family (id) CROSS JOIN LATERAL (
        SELECT a.occurred_at, (a.occurred_at AT TIME ZONE ${asked.timeZone})::date AS day, a.definition_id,
          CASE WHEN a.definition_id = ANY(${asked.pageDefinitionIds}::int[])
            THEN split_part(split_part(a.url, '?', 1), '#', 1) END AS page
        FROM activities a
        WHERE a.contact_id = family.id AND a.occurred_at BETWEEN ${first_at} AND ${last_at}
        ${newestOnly}
      ) a
      GROUP BY GROUPING SETS ((definition_id), (page), (day))
    )
    SELECT
      (SELECT coalesce(jsonb_agg(d), '[]') FROM (
        SELECT definition_id AS id, count, last_at AS "lastAt" FROM counted WHERE others = 1
      ) d) AS definitions,
      (SELECT coalesce(jsonb_agg(p), '[]') FROM (
        SELECT page AS url, count AS views, last_at AS "lastAt" FROM counted
        WHERE others = 2 AND page <> '' ORDER BY views DESC, "lastAt" DESC LIMIT 5
      ) p) AS pages,
      (SELECT coalesce(jsonb_agg(d), '[]') FROM (
        SELECT day, count AS activities FROM counted WHERE others = 3 ORDER BY day
      ) d) AS days`.execute(queries)
  return rows[0] ?? { definitions: [], pages: [], days: [] }
}

/** The newest activities of these definitions. */
export async function readLatestEvents(
  queries: Queries,
  { ids, first_at, last_at }: ProfileRow,
  definitionIds: readonly number[],
  limit: number,
): Promise<ActivityRow[]> {
  if (first_at === null || last_at === null) return []
  const { rows } = await sql<ActivityRow>`
    SELECT a.* FROM unnest(${ids}::uuid[]) AS family (id) CROSS JOIN LATERAL (
      SELECT ${activityColumns} FROM activities a
      WHERE a.contact_id = family.id AND a.occurred_at BETWEEN ${first_at} AND ${last_at}
        AND a.definition_id = ANY(${definitionIds}::int[])
      ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${limit}
    ) a ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${limit}`.execute(queries)
  return rows
}

export interface VisitSums {
  readonly latest: VisitRow | null
  readonly averageDurationMs: number | null
}

/** The visit that began last, and how long all of them took on average. */
export async function sumUpVisits(queries: Queries, ids: readonly Uuid[]): Promise<VisitSums> {
  const { rows } = await sql<VisitRow & { average_ms: number }>`
    SELECT ${visitColumns}, own.average_ms
    FROM (
      SELECT avg(extract(epoch FROM v.last_at - v.started_at) * 1000)::float8 AS average_ms,
        (array_agg(v.id ORDER BY v.started_at DESC, v.id DESC))[1] AS latest_id
      FROM visits v WHERE v.contact_id = ANY(${ids}::uuid[])
    ) own
    JOIN visits v ON v.id = own.latest_id AND v.contact_id = ANY(${ids}::uuid[])`.execute(queries)
  const [row] = rows
  if (row === undefined) return { latest: null, averageDurationMs: null }
  const { average_ms, ...latest } = row
  return { latest, averageDurationMs: Math.round(average_ms) }
}

/** Visits that began the same way. */
export interface VisitStart {
  readonly visits: number
  /** Of the newest of them. */
  readonly started_at: Date
  readonly campaign_id: number | null
  readonly entry_url: string | null
  readonly referrer: string | null
  readonly referrer_channel: number
}

/** How the newest visits began, newest first. */
export async function readVisitStarts(
  queries: Queries,
  ids: readonly Uuid[],
  limit: number,
): Promise<VisitStart[]> {
  const { rows } = await sql<VisitStart>`
    SELECT count(*) AS visits, max(v.started_at) AS started_at,
      v.campaign_id, v.entry_url, v.referrer, v.referrer_channel
    FROM (
      SELECT * FROM visits WHERE contact_id = ANY(${ids}::uuid[]) ORDER BY started_at DESC LIMIT ${limit}
    ) v GROUP BY v.campaign_id, v.entry_url, v.referrer, v.referrer_channel ORDER BY started_at DESC`.execute(
    queries,
  )
  return rows
}

export interface ConsentInForce {
  readonly guid: Uuid
  readonly display_name: string
  readonly at: Date
}

/** The consents to which the last word of a contact is yes. */
export async function findConsentsInForce(queries: Queries, ids: readonly Uuid[]): Promise<ConsentInForce[]> {
  const { rows } = await sql<ConsentInForce>`
    SELECT c.guid, c.display_name, said.at
    FROM (
      SELECT DISTINCT ON (g.consent_id) g.consent_id, g.agreed, g.at
      FROM consent_agreements g WHERE g.contact_id = ANY(${ids}::uuid[])
      ORDER BY g.consent_id, g.at DESC, g.agreed
    ) said
    JOIN consents c ON c.id = said.consent_id
    WHERE said.agreed ORDER BY said.at DESC, c.id LIMIT 1000`.execute(queries)
  return rows
}
