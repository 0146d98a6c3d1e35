import { type RawBuilder, sql } from 'kysely'
import { classificationNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { Asked } from './find-sums.queries.ts'
import type { ReportPeriod } from './report-period.ts'
import { chosenVisits } from './sum-visits.queries.ts'
import { findDimensions, type VisitFilter } from './visit-filter.ts'
import { runWide } from './wide-queries.ts'

export interface ContactCounts {
  readonly contacts: number
  readonly known: number
}

/** Whether a report is of contacts as such, and not of those who made certain visits. */
export function isOfAllVisits(filter: VisitFilter): boolean {
  return filter.channelIds === null && findDimensions(filter).length === 0
}

/**
 * How many contacts were active in a period, each counted once also after a merge: exactly, from the days on which each
 * was active. Those days know no channel: where visits are chosen, it is those who began one of them.
 */
export async function countContacts(queries: Queries, asked: Asked): Promise<ContactCounts> {
  const { period, filter } = asked
  const isOfWholeDays = period.bounds.at(-1) === period.dayBounds.at(-1)
  const active = isOfAllVisits(filter) && isOfWholeDays ? activeContacts(asked) : visitors(asked)
  const { rows } = await runWide(queries, (transaction) =>
    sql<ContactCounts>`
      SELECT count(*)::float8 AS contacts, count(known.contact_id)::float8 AS known
      FROM (${active}) active
      LEFT JOIN (SELECT DISTINCT contact_id FROM contact_identifiers) known USING (contact_id)`.execute(
      transaction,
    ),
  )
  return rows[0] ?? { contacts: 0, known: 0 }
}

function activeContacts({ period, filter }: Asked): RawBuilder<unknown> {
  const active = sql`SELECT DISTINCT contact_id FROM contact_days
    WHERE day BETWEEN ${period.from}::date AND ${period.to}::date`
  // An index holds the visits of robots only, so there is little to look through.
  return filter.robots
    ? active
    : sql`SELECT contact_id FROM (${active}) d WHERE contact_id NOT IN (
        SELECT s.contact_id FROM visits v LEFT JOIN contact_aliases a ON a.alias_id = v.contact_id
        JOIN contact_state s ON s.contact_id = coalesce(a.contact_id, v.contact_id)
        WHERE v.robot AND s.classification = ${classificationNumbers.robot})`
}

function visitors(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT DISTINCT coalesce(a.contact_id, v.contact_id) AS contact_id
    FROM (${chosenVisits(asked)}) v LEFT JOIN contact_aliases a ON a.alias_id = v.contact_id`
}

/** How many contacts became known in each slot of a period: by the first of their identifiers. */
export async function countNewlyKnown(
  queries: Queries,
  { bounds }: ReportPeriod,
): Promise<ReadonlyMap<number, number>> {
  const times = bounds.map((at) => new Date(at))
  // When identifiers were first named was not noted from the beginning: before that, the contact's creation stands for it.
  const { rows } = await sql<{ slot: number; contacts: number }>`
    SELECT width_bucket(known_at, ${times.slice(0, -1)}::timestamptz[]) - 1 AS slot, count(*)::int AS contacts
    FROM (
      SELECT min(coalesce(i.identified_at, (SELECT c.created_at FROM contacts c WHERE c.id = i.contact_id))) AS known_at
      FROM contact_identifiers i GROUP BY i.contact_id
    ) known WHERE known_at >= ${times[0]} AND known_at < ${times.at(-1)} GROUP BY 1`.execute(queries)
  return new Map(rows.map(({ slot, contacts }) => [slot, contacts]))
}
