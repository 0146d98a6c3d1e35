import { sql } from 'kysely'
import type { Queries } from '../../src/platform/database/queries.ts'

/** Gives a contact with one activity `count` more before it, a second apart, without sending them one by one. */
export async function repeatActivities(queries: Queries, contact: string, count: number): Promise<void> {
  await sql`
    INSERT INTO activities (contact_id, occurred_at, id, visit_id, channel_id, definition_id, value)
    SELECT a.contact_id, a.occurred_at - n * interval '1 second', gen_random_uuid(), a.visit_id, a.channel_id,
      a.definition_id, 'Page ' || n
    FROM activities a, generate_series(1, ${count}::int) n WHERE a.contact_id = ${contact}::uuid`.execute(
    queries,
  )
  await sql`
    UPDATE contact_state SET activities = ${count + 1}::int, first_at = first_at - ${count}::int * interval '1 second'
    WHERE contact_id = ${contact}::uuid`.execute(queries)
  await sql`
    UPDATE visits SET activities = ${count + 1}::int, started_at = started_at - ${count}::int * interval '1 second'
    WHERE contact_id = ${contact}::uuid`.execute(queries)
}
