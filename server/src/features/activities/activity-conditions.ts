import { type RawBuilder, sql } from 'kysely'
import type { ActivityFilter, TextSearch } from './activity-filter.ts'
import type { UtmChoice } from './filter-parameters.ts'

/** A stretch of time: `from` belongs to it, `to` does not. Null: it has no bound there. */
export interface Stretch {
  readonly from: Date | null
  readonly to: Date | null
}

export function isWithin(column: RawBuilder<unknown>, { from, to }: Stretch): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (from !== null) conditions.push(sql`${column} >= ${from}`)
  if (to !== null) conditions.push(sql`${column} < ${to}`)
  return sql.join(conditions, sql` AND `)
}

/** Page views have no place in the index activities_definition (migrations/0019_narrower_activities.sql). */
const pageViewDefinitionId = 1
export const isIndexed = sql`a.definition_id <> ${sql.lit(pageViewDefinitionId)}`

/** Whether the index of definitions leads to all that a filter asks for. */
export function hasIndexedDefinitions(
  filter: ActivityFilter,
): filter is ActivityFilter & { definitionIds: number[] } {
  return filter.definitionIds !== null && !filter.definitionIds.includes(pageViewDefinitionId)
}

/**
 * A condition on `a`, a row of `activitiesFor` the same filter (activities-of-visits.ts); on whose it is, only where a
 * contact is named together with something about visits.
 */
export function matches(filter: ActivityFilter): RawBuilder<unknown> {
  const { contact, visitId, channelIds, definitionIds, property, search } = filter
  const conditions = [isWithin(sql`a.occurred_at`, filter)]
  if (visitId !== null) conditions.push(sql`a.visit_id = ${visitId}`)
  if (channelIds !== null) conditions.push(sql`a.channel_id = ANY(${channelIds}::int[])`)
  if (definitionIds !== null) conditions.push(sql`a.definition_id = ANY(${definitionIds}::int[])`)
  if (hasIndexedDefinitions(filter)) conditions.push(isIndexed)
  if (property !== null) {
    conditions.push(
      property.value === null
        ? sql`a.data ? ${property.name}`
        : sql`a.data ->> ${property.name}::text = ${property.value}`,
    )
  }
  if (search !== null) conditions.push(hasText(search))
  // An index that holds visits of robots only: small, and in memory.
  if (!filter.robots)
    conditions.push(sql`NOT EXISTS (SELECT FROM visits r WHERE r.id = a.visit_id AND r.robot)`)
  const ofVisit = isOfVisit(filter)
  if (ofVisit !== null && contact !== null)
    conditions.push(
      sql`a.visit_id IN (SELECT v.id FROM visits v WHERE v.contact_id = ANY(${contact.ids}::uuid[]) AND ${ofVisit})`,
    )
  return sql.join(conditions, sql` AND `)
}

/** What a filter asks of `v`, the visit of an activity; null: nothing. */
export function isOfVisit({ campaignIds, utm }: ActivityFilter): RawBuilder<unknown> | null {
  const conditions: RawBuilder<unknown>[] = []
  if (campaignIds !== null) conditions.push(isOneOf(sql`v.campaign_id`, campaignIds))
  // The first condition is that of the index visits_tagged (migrations/0018_visits_of_campaigns.sql).
  if (utm !== null) conditions.push(sql`v.entry_url ~* 'utm_' AND v.entry_url ~* ${utmPattern(utm)}`)
  return conditions.length === 0 ? null : sql.join(conditions, sql` AND `)
}

/** One by itself is in the order of its index. */
function isOneOf(column: RawBuilder<unknown>, ids: readonly number[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`${column} = ${ids[0]}` : sql`${column} = ANY(${ids}::int[])`
}

/** Without ILIKE, which takes twice as long. Where there is nothing but ASCII to find, other letters need no look. */
function hasText({ text, definitionIds }: TextSearch): RawBuilder<unknown> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const both = sql`concat_ws(E'\\n', a.value, a.url)`
  const isAscii = !/[\u0080-\uffff]/.test(text)
  const isFound = isAscii
    ? sql`lower(${both} COLLATE "C") LIKE ${pattern.toLowerCase()}`
    : sql`lower(${both}) LIKE lower(${pattern})`
  return sql`(${isFound} OR a.definition_id = ANY(${definitionIds}::int[]))`
}

/** Values of an address are encoded, a blank in either of two ways, or not at all. */
function utmPattern({ name, value }: UtmChoice): string {
  const encoded = encodeURIComponent(value)
  const spellings = [...new Set([value, encoded, encoded.replaceAll('%20', '+')])]
  const escaped = spellings.map((spelling) => spelling.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `[?&]utm_${name}=(${escaped.join('|')})(&|#|$)`
}
