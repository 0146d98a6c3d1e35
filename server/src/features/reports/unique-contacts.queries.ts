import { type RawBuilder, sql } from 'kysely'
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
 * How many contacts began a visit in a period, each counted once also after a merge: exactly, and where all visits are meant
 * from the days on which each was active. Those days know nothing of visits: where some are chosen, they are asked themselves.
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

/**
 * Who was active began a visit, but for few: whose visit went on from the day before, who was active on that day too since no
 * time-out is longer than a day; and, where robots are left out, who has visits of robots, of which there is an index. Of
 * those the visits are looked at.
 */
function activeContacts({ period, filter }: Asked): RawBuilder<unknown> {
  const [from, to] = [period.bounds[0] ?? 0, period.bounds.at(-1) ?? 0].map((at) => new Date(at))
  const wentOn = sql`SELECT d.contact_id FROM contact_days d JOIN contact_days b USING (contact_id)
    WHERE d.day = ${period.from}::date AND b.day = ${period.from}::date - 1`
  const robots = sql`SELECT coalesce(a.contact_id, v.contact_id) FROM visits v
    LEFT JOIN contact_aliases a ON a.alias_id = v.contact_id WHERE v.robot`
  const doubtful = filter.robots ? wentOn : sql`${wentOn} UNION ${robots}`
  return sql`SELECT DISTINCT contact_id FROM contact_days
    WHERE day BETWEEN ${period.from}::date AND ${period.to}::date AND contact_id NOT IN (
      SELECT q.contact_id FROM (${doubtful}) q (contact_id) WHERE (
        SELECT true FROM (
          SELECT q.contact_id AS id UNION ALL SELECT m.alias_id FROM contact_aliases m WHERE m.contact_id = q.contact_id
        ) f JOIN visits v ON v.contact_id = f.id
        WHERE v.started_at >= ${from} AND v.started_at < ${to} AND ${filter.robots ? sql`true` : sql`NOT v.robot`} LIMIT 1
      ) IS NULL)`
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
