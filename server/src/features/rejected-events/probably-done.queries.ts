import { sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/json.ts'
import { apiOfNumber, timeSourceNumbers } from '../../engine/store/statement.ts'
import type { ItemDescribers } from '../../pipeline/replay.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { RejectedEventRow } from './rejected-events.queries.ts'
import { sentNumbers, stateNumbers } from './rejected-numbers.ts'

/** Why somebody may believe that the client sent an event again, and that it was taken then. */
export type ProbablyDone = 'sameMessageId' | 'sameEvent'

/** Rows of one question: each costs some look-ups. */
const MOST = 100

/**
 * Which of these wait although the same is stored: an event with the same id of the client's, or the same activity of the
 * same contact, received after the refusal and within ten minutes of it.
 */
export async function findProbablyDone(
  queries: Queries,
  rows: readonly RejectedEventRow[],
  snapshot: Snapshot,
  describers: ItemDescribers,
): Promise<ReadonlyMap<Uuid, ProbablyDone>> {
  const questions = rows.flatMap((row) => toQuestion(row, snapshot, describers) ?? []).slice(0, MOST)
  if (questions.length === 0) return new Map()
  const found = await sql<{ id: Uuid; same_id: boolean }>`
    SELECT q.id, q.same_id FROM (
      SELECT r.id, EXISTS (
          SELECT FROM message_ids m WHERE m.contact_id = ANY(f.ids) AND m.message_id = r.message_id
        ) AS same_id, EXISTS (
          SELECT FROM activities a
          WHERE a.contact_id = ANY(f.ids)
            AND a.occurred_at BETWEEN r.at - interval '10 seconds' AND r.at + interval '10 minutes'
            AND a.id > r.id AND a.definition_id = r.definition
            AND a.time_source IS DISTINCT FROM ${timeSourceNumbers.replayed}::smallint
            AND (r.value IS NULL OR a.value = r.value) AND (r.url IS NULL OR a.url = r.url)
        ) AS same_event
      FROM unnest(
        ${questions.map(({ id }) => id)}::uuid[],
        ${questions.map(({ contactId }) => contactId)}::uuid[],
        ${questions.map(({ at }) => at)}::timestamptz[],
        ${questions.map(({ definition }) => definition)}::int[],
        ${questions.map(({ value }) => value)}::text[],
        ${questions.map(({ url }) => url)}::text[],
        ${questions.map(({ messageId }) => messageId)}::text[]
      ) AS r (id, contact_id, at, definition, value, url, message_id)
      CROSS JOIN LATERAL (
        SELECT coalesce(
          (SELECT s.contact_id FROM switched_devices s WHERE s.device_id = r.contact_id),
          (SELECT l.contact_id FROM contact_aliases l WHERE l.alias_id = r.contact_id),
          r.contact_id) AS id
      ) AS now
      CROSS JOIN LATERAL (
        SELECT array(SELECT r.contact_id UNION SELECT now.id
          UNION SELECT l.alias_id FROM contact_aliases l WHERE l.contact_id = now.id) AS ids
      ) AS f
    ) AS q WHERE q.same_id OR q.same_event`.execute(queries)
  return new Map(found.rows.map(({ id, same_id }) => [id, same_id ? 'sameMessageId' : 'sameEvent']))
}

interface Question {
  readonly id: Uuid
  readonly contactId: Uuid
  readonly at: Date
  readonly definition: number | null
  readonly value: string | null
  readonly url: string | null
  readonly messageId: string | null
}

function toQuestion(row: RejectedEventRow, snapshot: Snapshot, describers: ItemDescribers): Question | null {
  const { id, contact_id: contactId, received_at: at, payload, sent, is_cut: isCut } = row
  if (row.state !== stateNumbers.waiting || contactId === null || sent !== sentNumbers.item || isCut)
    return null
  const item = parse(payload ?? '')
  if (item === undefined) return null
  const { definition, value, url, messageId } = describers[apiOfNumber(row.api)](item)
  const known = definition === null ? undefined : snapshot.definition(definition.kind, definition.idOrName)
  if (known === undefined && messageId === null) return null
  const text = (said: string | null) => (said?.includes('\0') ? null : said)
  return {
    id,
    contactId,
    at,
    definition: known?.id ?? null,
    value: text(value),
    url: text(url),
    messageId: text(messageId),
  }
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
