import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'

export interface AgreedRow {
  readonly contact_id: Uuid
  readonly guid: Uuid
  readonly display_name: string
  readonly at: Date
}

/** To what these contacts agree now, newest first: what each said last of a consent, under any of its ids. */
export async function findListedConsents(
  queries: Queries,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, readonly AgreedRow[]>> {
  const { rows } = await sql<AgreedRow>`
    SELECT said.contact_id, c.guid, c.display_name, said.at
    FROM (
      SELECT DISTINCT ON (asked.id, g.consent_id) asked.id AS contact_id, g.consent_id, g.agreed, g.at
      FROM unnest(${ids}::uuid[]) AS asked (id)
      CROSS JOIN LATERAL (
        SELECT asked.id UNION ALL SELECT a.alias_id FROM contact_aliases a WHERE a.contact_id = asked.id
      ) AS family (id)
      JOIN consent_agreements g ON g.contact_id = family.id
      ORDER BY asked.id, g.consent_id, g.at DESC, g.id DESC
    ) said
    JOIN consents c ON c.id = said.consent_id
    WHERE said.agreed ORDER BY said.at DESC, c.id`.execute(queries)
  return Map.groupBy(rows, (row) => row.contact_id)
}
