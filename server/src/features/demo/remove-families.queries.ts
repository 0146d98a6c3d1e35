import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** A contact that is nobody's alias, with all ids that name it: what is removed together, or not at all. */
interface Family {
  readonly head: Uuid
  readonly ids: readonly Uuid[]
}

/** The next contacts of the demo after an id, in the order of ids. */
export async function findHeads(db: Queries, after: Uuid, limit: number): Promise<Uuid[]> {
  const { rows } = await sql<{ contact_id: Uuid }>`
    SELECT d.contact_id FROM demo_contacts AS d
    WHERE d.contact_id > ${after} AND NOT EXISTS (SELECT FROM contact_aliases WHERE alias_id = d.contact_id)
    ORDER BY d.contact_id LIMIT ${limit}
  `.execute(db)
  return rows.map(({ contact_id }) => contact_id)
}

/**
 * The families of these contacts that are the demo's alone, locked against the engine: nobody merged a real visitor with
 * them, and nothing was sent for them to another channel than those of the demo.
 */
export async function lockFamilies(
  db: Queries,
  heads: readonly Uuid[],
  demoChannels: readonly number[],
): Promise<Family[]> {
  await sql`
    SELECT FROM contact_state WHERE contact_id = ANY (${heads}::uuid[]) ORDER BY contact_id FOR UPDATE
  `.execute(db)
  const { rows } = await sql<Family>`
    WITH members AS (
      SELECT h.id AS head, h.id FROM unnest(${heads}::uuid[]) AS h (id)
      WHERE NOT EXISTS (SELECT FROM contact_aliases WHERE alias_id = h.id)
      UNION ALL
      SELECT contact_id, alias_id FROM contact_aliases WHERE contact_id = ANY (${heads}::uuid[])
    )
    SELECT head, array_agg(id ORDER BY id) AS ids FROM members GROUP BY head
    HAVING bool_and(
      EXISTS (SELECT FROM demo_contacts WHERE contact_id = members.id)
      AND NOT EXISTS (SELECT FROM visits WHERE contact_id = members.id AND channel_id <> ALL (${demoChannels}::int[]))
      AND NOT EXISTS (
        SELECT FROM consent_agreements WHERE contact_id = members.id AND channel_id <> ALL (${demoChannels}::int[])
      )
    )
    ORDER BY head
  `.execute(db)
  return rows
}

/** Deletes every row that is about these families, and that they were the demo's. */
export async function deleteFamilies(db: Queries, families: readonly Family[]): Promise<void> {
  const heads = families.flatMap(({ head, ids }) => ids.map(() => head))
  const ids = families.flatMap((family) => family.ids)
  // The key of contact_days begins with the day: naming the days turns a scan of the index into look-ups. A merge counts
  // the days of one as the other's, and a day depends on the time zone that reports had then.
  await sql`
    WITH member AS (SELECT * FROM unnest(${heads}::uuid[], ${ids}::uuid[]) AS m (head, id)),
    gone AS (
      DELETE FROM activities WHERE contact_id = ANY (${ids}::uuid[]) RETURNING contact_id, occurred_at
    ),
    days AS (
      SELECT DISTINCT m.head, (g.occurred_at AT TIME ZONE 'UTC')::date + shift AS day
      FROM gone AS g JOIN member AS m ON m.id = g.contact_id CROSS JOIN generate_series(-1, 1) AS shift
    )
    DELETE FROM contact_days AS c
    USING days AS d JOIN member AS m ON m.head = d.head
    WHERE c.day = d.day AND c.contact_id = m.id
  `.execute(db)
  for (const [table, column] of tables)
    await sql`DELETE FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ANY (${ids}::uuid[])`.execute(db)
}

/** Where contacts are named. Devices that act for somebody else now are other people's. */
const tables = [
  ['visits', 'contact_id'],
  ['consent_agreements', 'contact_id'],
  ['message_ids', 'contact_id'],
  ['contact_identifiers', 'contact_id'],
  ['contact_merges', 'survivor_id'],
  ['contact_aliases', 'contact_id'],
  ['switched_devices', 'contact_id'],
  ['contacts', 'id'],
  ['contact_state', 'contact_id'],
  ['demo_contacts', 'contact_id'],
] as const
