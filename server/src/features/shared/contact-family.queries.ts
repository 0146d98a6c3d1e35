import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** A contact and the ids under which its visits and activities are stored: its own and those merged into it. */
export interface ContactFamily {
  readonly contactId: Uuid
  readonly ids: readonly Uuid[]
  /** The time of its first activity; null before that. */
  readonly firstAt: Date | null
}

/** Finds the contact that an id names, itself or as an alias. */
export async function findContactFamily(queries: Queries, id: Uuid): Promise<ContactFamily | null> {
  const { rows } = await sql<{ contact_id: Uuid; first_at: Date | null; alias_ids: Uuid[] }>`
    SELECT s.contact_id, s.first_at,
      array(SELECT a.alias_id FROM contact_aliases a WHERE a.contact_id = s.contact_id) AS alias_ids
    FROM contact_state s
    WHERE s.contact_id = coalesce((SELECT a.contact_id FROM contact_aliases a WHERE a.alias_id = ${id}), ${id})
      AND s.merged_into IS NULL`.execute(queries)
  const [row] = rows
  if (row === undefined) return null
  return { contactId: row.contact_id, ids: [row.contact_id, ...row.alias_ids], firstAt: row.first_at }
}

/** Maps each of these ids to the contact that it names now. An id that names none is its own. */
export async function findSurvivors(
  queries: Queries,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, Uuid>> {
  const { rows } = await sql<{ alias_id: Uuid; contact_id: Uuid }>`
    SELECT alias_id, contact_id FROM contact_aliases WHERE alias_id = ANY(${[...new Set(ids)]}::uuid[])`.execute(
    queries,
  )
  return new Map(rows.map((row) => [row.alias_id, row.contact_id]))
}
