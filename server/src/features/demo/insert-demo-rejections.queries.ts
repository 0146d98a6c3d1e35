import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import { apiNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { demoMistakes } from './demo-rejections.ts'
import type { DemoRun } from './demo-runs.queries.ts'
import { Random } from './random.ts'

const HOUR_MS = 60 * 60_000
/** The purpose of its chance. */
const REJECTIONS = 900
const sentNumbers = { item: 1, body: 2, query: 3 } as const
const client = JSON.stringify({
  namedBy: 'cookie',
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  referrer: 'https://www.fernhill-cycles.example/',
  languages: 'en',
  address: null,
  location: null,
  query: {},
})

/** Leaves a handful of what the apps of the demo got wrong in the last days of the run, with their counts. */
export async function insertDemoRejections(
  db: Queries,
  run: DemoRun,
  channels: { readonly shop: number; readonly app: number },
): Promise<void> {
  const random = new Random(run.seed, 0, REJECTIONS)
  const contacts = await findContacts(db)
  const rows = demoMistakes.flatMap((mistake) =>
    Array.from({ length: mistake.times }, () => {
      const at = Math.max(run.from, Math.floor(run.until - random.fraction() * mistake.hours * HOUR_MS))
      const candidates = contacts.filter(({ api }) => api === apiNumbers[mistake.api])
      const contactId = candidates.length === 0 ? null : random.pick(candidates).contact_id
      const id = random.id(at)
      return { ...mistake, id, at, contactId: mistake.sent === null ? null : contactId }
    }),
  )
  await sql`
    WITH added AS (
      INSERT INTO rejected_events (id, received_at, api, channel_id, api_key_id, code, message, payload, request_id,
        endpoint, sent, contact_id, sender, kind, subject)
      SELECT r.id, r.at, r.api, r.channel, 0, r.code, r.message, r.payload, 'demo-' || right(r.id::text, 8), r.endpoint,
        r.sent, r.contact, CASE WHEN r.sent IS NULL THEN NULL ELSE ${client}::jsonb END, r.kind, r.subject
      FROM unnest(
        ${rows.map(({ id }) => id)}::uuid[],
        ${rows.map(({ at }) => new Date(at))}::timestamptz[],
        ${rows.map(({ api }) => apiNumbers[api])}::smallint[],
        ${rows.map(({ channel }) => channels[channel])}::int[],
        ${rows.map(({ code }) => code)}::text[],
        ${rows.map(({ message }) => message)}::text[],
        ${rows.map(({ payload }) => payload)}::text[],
        ${rows.map(({ endpoint }) => endpoint)}::text[],
        ${rows.map(({ sent }) => (sent === null ? null : sentNumbers[sent]))}::smallint[],
        ${rows.map(({ contactId }) => contactId)}::uuid[],
        ${rows.map(({ kind }) => kind)}::text[],
        ${rows.map(({ subject }) => subject)}::text[]
      ) AS r (id, at, api, channel, code, message, payload, endpoint, sent, contact, kind, subject)
      RETURNING received_at, channel_id, api, code
    )
    INSERT INTO rejected_counts AS stored (minute, channel_id, api, code, rejected)
    SELECT date_trunc('minute', received_at), channel_id, api, code, count(*) FROM added GROUP BY 1, 2, 3, 4
    ON CONFLICT (minute, channel_id, api, code) DO UPDATE SET rejected = stored.rejected + excluded.rejected`.execute(
    db,
  )
}

/** Some of the demo, always the same. */
async function findContacts(db: Queries): Promise<{ contact_id: Uuid; api: number }[]> {
  const { rows } = await sql<{ contact_id: Uuid; api: number }>`
    SELECT s.contact_id, s.api FROM contact_state s JOIN demo_contacts d ON d.contact_id = s.contact_id
    WHERE s.merged_into IS NULL ORDER BY s.contact_id DESC LIMIT 40`.execute(db)
  return rows
}

/** With those that somebody else has caused there since: the channels go. */
export async function deleteDemoRejections(db: Queries, demoChannels: readonly number[]): Promise<void> {
  await sql`DELETE FROM rejected_events WHERE channel_id = ANY (${demoChannels}::int[])`.execute(db)
  await sql`DELETE FROM rejected_counts WHERE channel_id = ANY (${demoChannels}::int[])`.execute(db)
}
