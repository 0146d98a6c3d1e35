import pg from 'pg'

/** Of visits, four hours apart, with 20 activities each. */
const visits = 500
export const activitiesOfHeavyContact = visits * 20

/** Gives a contact of its own a past of 10,000 activities, straight in the database; resolves with its id. */
export async function insertHeavyContact(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{
      id: string
    }>(`INSERT INTO contacts (id, created_at, first_name, last_name, email)
      VALUES (gen_random_uuid(), now() - interval '84 days', 'Dora', 'Diligent', 'dora@bench.example') RETURNING id`)
    const id = rows[0]?.id ?? ''
    const uuid7 = (at: string): string =>
      `overlay(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 19) PLACING '8' FROM 17)::uuid`
    await client.query(
      `INSERT INTO visits (contact_id, id, device_id, channel_id, started_at, last_at, activities, page_views, points, entry_url)
       SELECT $1, ${uuid7('at')}, $1, (SELECT min(channel_id) FROM visits), at, at + interval '570 seconds', 20, 19, 10, '/'
       FROM generate_series(1, $2::int) AS n CROSS JOIN LATERAL (SELECT now() - n * interval '4 hours' AS at) AS t`,
      [id, visits],
    )
    await client.query(
      `INSERT INTO activities (contact_id, occurred_at, id, visit_id, channel_id, definition_id, points, value, url)
       SELECT $1, at, CASE WHEN n = 0 THEN v.id ELSE ${uuid7('at')} END, v.id, v.channel_id,
         CASE WHEN n = 19 THEN d.goal ELSE d.page END, CASE WHEN n = 19 THEN 10 ELSE 0 END, 'Page ' || n, '/page/' || n
       FROM visits v CROSS JOIN generate_series(0, 19) AS n
       CROSS JOIN LATERAL (SELECT v.started_at + n * interval '30 seconds' AS at) AS t
       CROSS JOIN (SELECT (SELECT id FROM definitions WHERE name = 'pagevisit') AS page,
         (SELECT min(id) FROM definitions WHERE kind = 'goal') AS goal) AS d
       WHERE v.contact_id = $1`,
      [id],
    )
    await client.query(
      `INSERT INTO contact_state (contact_id, api, first_at, last_at, last_day, activities, visits, points)
       SELECT $1, 2, min(started_at), max(last_at), max(last_at)::date, sum(activities), count(*), sum(points)
       FROM visits WHERE contact_id = $1`,
      [id],
    )
    await client.query(
      `INSERT INTO contact_identifiers (source, identifier, contact_id) VALUES ('email', 'dora@bench.example', $1)`,
      [id],
    )
    return id
  } finally {
    await client.end()
  }
}
