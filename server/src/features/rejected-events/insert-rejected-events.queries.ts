import { sql } from 'kysely'
import { apiNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { RejectedBatch, RejectedCount, StorableEvent } from './rejected-buffer.ts'

/** Stores a batch, and adds its counts to those that are there: all of it or nothing. */
export async function insertRejectedEvents(
  queries: Queries,
  { events, counts }: RejectedBatch,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    if (events.length > 0) await insertEvents(transaction, events)
    if (counts.length > 0) await addCounts(transaction, counts)
  })
}

async function insertEvents(queries: Queries, events: readonly StorableEvent[]): Promise<void> {
  await sql`
    INSERT INTO rejected_events (id, received_at, api, channel_id, api_key_id, code, message, payload)
    SELECT * FROM unnest(
      ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ receivedAt }) => new Date(receivedAt))}::timestamptz[],
      ${events.map(({ api }) => apiNumbers[api])}::smallint[],
      ${events.map(({ channelId }) => channelId)}::int[],
      ${events.map(({ apiKeyId }) => apiKeyId)}::int[],
      ${events.map(({ code }) => code)}::text[],
      ${events.map(({ message }) => message)}::text[],
      ${events.map(({ payload }) => payload)}::text[]
    )`.execute(queries)
}

/** In the order of their key, so that two processes do not wait for each other. */
async function addCounts(queries: Queries, counts: readonly RejectedCount[]): Promise<void> {
  await sql`
    INSERT INTO rejected_counts AS stored (minute, channel_id, api, code, rejected)
    SELECT * FROM unnest(
      ${counts.map(({ minute }) => new Date(minute))}::timestamptz[],
      ${counts.map(({ channelId }) => channelId)}::int[],
      ${counts.map(({ api }) => apiNumbers[api])}::smallint[],
      ${counts.map(({ code }) => code)}::text[],
      ${counts.map(({ count }) => count)}::bigint[]
    ) AS added (minute, channel_id, api, code, rejected)
    ORDER BY minute, channel_id, api, code
    ON CONFLICT (minute, channel_id, api, code) DO UPDATE SET rejected = stored.rejected + excluded.rejected`.execute(
    queries,
  )
}
