import { type RawBuilder, sql } from 'kysely'
import { isOfVisit, isWithin, type Stretch } from './activity-conditions.ts'
import type { ActivityFilter } from './activity-filter.ts'

/** No visit is known to last longer; their start is what is indexed. */
const longestVisitMs = 2 * 86_400_000

/**
 * What to read activities from, as `a`. Where a filter chooses visits, those of any contact, it begins with them: they
 * have indexes, and each leads to what was done in it, under whichever id of its contact. What remains to be asked is
 * `matches`.
 */
export function activitiesFor(filter: ActivityFilter): RawBuilder<unknown> {
  const ofVisit = isOfVisit(filter)
  if (ofVisit === null || filter.contact !== null) return sql`activities a`
  const isNear = isWithin(sql`v.started_at`, near(filter))
  const goesOn = isWithin(sql`v.last_at`, { from: filter.from, to: null })
  return sql`(
    WITH chosen AS MATERIALIZED (
      SELECT v.id, v.started_at, v.last_at, coalesce(m.contact_id, v.contact_id) AS contact_id
      FROM visits v LEFT JOIN contact_aliases m ON m.alias_id = v.contact_id
      WHERE ${ofVisit} AND ${isNear} AND ${goesOn}
    ), stored AS MATERIALIZED (
      SELECT c.* FROM chosen c
      UNION ALL
      SELECT c.id, c.started_at, c.last_at, f.alias_id FROM chosen c JOIN contact_aliases f ON f.contact_id = c.contact_id
    )
    SELECT a.* FROM stored s JOIN activities a ON a.contact_id = s.contact_id
      AND a.occurred_at BETWEEN s.started_at AND s.last_at AND a.visit_id = s.id
  ) a`
}

/** When the visits began whose activities are in a stretch of time. */
function near({ from, to }: Stretch): Stretch {
  return { from: from === null ? null : new Date(from.getTime() - longestVisitMs), to }
}
