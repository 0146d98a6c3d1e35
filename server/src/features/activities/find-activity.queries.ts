import { sql } from 'kysely'
import { timeOfId, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'
import { isTime } from '../shared/cursors.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** How far the time of an activity may be from that in its id: not at all where it is the server's, and as far as late
 * events are believed (docs/spec/waymark.md §6.3) where it is the client's, with room for a clock that was set. */
const exact = { before: 2 * secondMs, after: 2 * secondMs }
const believed = { before: 72 * hourMs + 2 * minuteMs, after: 7 * minuteMs }

/**
 * Finds an activity by its id, which says when it was received: the index by time bounds where to look. With its
 * contact the primary key leads there.
 */
export async function findActivity(
  queries: Queries,
  id: Uuid,
  contact: ContactFamily | null,
): Promise<ActivityRow | null> {
  const receivedAt = timeOfId(id)
  if (!isTime(receivedAt)) return null
  for (const range of contact === null ? [exact, believed] : [believed]) {
    const from = new Date(receivedAt - range.before)
    const to = new Date(receivedAt + range.after)
    const ofContact = contact === null ? sql`true` : sql`a.contact_id = ANY(${contact.ids}::uuid[])`
    const { rows } = await sql<ActivityRow>`
      SELECT ${activityColumns} FROM activities a
      WHERE ${ofContact} AND a.occurred_at >= ${from} AND a.occurred_at <= ${to} AND a.id = ${id}
      LIMIT 1`.execute(queries)
    if (rows[0] !== undefined) return rows[0]
  }
  return null
}
