import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import { apiNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { RejectedBatch, RejectedCount, StorableEvent } from './rejected-buffer.ts'
import { sentNumbers } from './rejected-numbers.ts'

/** A batch and who writes it. A writer counts its batches up, and sends one again before it sends the next. */
export interface NumberedBatch extends RejectedBatch {
  readonly writer: Uuid
  readonly number: number
}

/**
 * Stores a batch, and adds its counts to those that are there: all of it or nothing, and once, however often it is sent.
 */
export async function insertRejectedEvents(
  queries: Queries,
  { writer, number, events, counts }: NumberedBatch,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    if (!(await noteBatch(transaction, writer, number))) return
    if (events.length > 0) await insertEvents(transaction, events)
    if (counts.length > 0) await addCounts(transaction, counts)
  })
}

/** False when the batch is stored already. */
async function noteBatch(queries: Queries, writer: Uuid, number: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO rejected_writers AS stored (id, batch, written_at) VALUES (${writer}, ${number}, now())
    ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, written_at = excluded.written_at
    WHERE stored.batch < excluded.batch`.execute(queries)
  return numAffectedRows > 0n
}

async function insertEvents(queries: Queries, events: readonly StorableEvent[]): Promise<void> {
  await sql`
    INSERT INTO rejected_events (id, received_at, api, channel_id, api_key_id, code, message, payload,
      request_id, endpoint, sent, is_cut, contact_id, sender, kind, subject, message_id)
    SELECT * FROM unnest(
      ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ receivedAt }) => new Date(receivedAt))}::timestamptz[],
      ${events.map(({ api }) => apiNumbers[api])}::smallint[],
      ${events.map(({ channelId }) => channelId)}::int[],
      ${events.map(({ apiKeyId }) => apiKeyId)}::int[],
      ${events.map(({ code }) => code)}::text[],
      ${events.map(({ message }) => message)}::text[],
      ${events.map(({ payload }) => payload)}::text[],
      ${events.map(({ request }) => request.id)}::text[],
      ${events.map(({ request }) => request.endpoint)}::text[],
      ${events.map(({ sent }) => (sent === null ? null : sentNumbers[sent]))}::smallint[],
      ${events.map(({ isCut }) => isCut)}::boolean[],
      ${events.map(({ contactId }) => contactId)}::uuid[],
      ${events.map(({ sender }) => sender)}::jsonb[],
      ${events.map(({ kind }) => kind)}::text[],
      ${events.map(({ subject }) => subject)}::text[],
      ${events.map(({ messageId }) => messageId)}::text[]
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
