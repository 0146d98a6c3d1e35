import { sql } from 'kysely'
import type { TrackingEndpoint, Verdict } from '../../domain/answered-request.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { apiNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** A request that was refused or failed, with what it can be found by. */
export interface StorableRequest {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly requestId: string
  readonly api: TrackingApiName
  readonly endpoint: TrackingEndpoint
  readonly verdict: Verdict
  readonly code: string
  readonly channelId: number | null
  readonly apiKeyId: number | null
  readonly origin: string | null
  readonly contactId: Uuid | null
  readonly record: Buffer
}

/** Stores requests; one that is stored already stays as it is. */
export async function insertRequests(queries: Queries, requests: readonly StorableRequest[]): Promise<void> {
  await sql`
    INSERT INTO live_requests
      (answered_at, request_id, api, endpoint, verdict, code, channel_id, api_key_id, origin, contact_id, record)
    SELECT * FROM unnest(
      ${requests.map(({ at }) => new Date(at))}::timestamptz[],
      ${requests.map(({ requestId }) => requestId)}::text[],
      ${requests.map(({ api }) => apiNumbers[api])}::smallint[],
      ${requests.map(({ endpoint }) => endpoint)}::text[],
      ${requests.map(({ verdict }) => verdict)}::text[],
      ${requests.map(({ code }) => code)}::text[],
      ${requests.map(({ channelId }) => channelId)}::int[],
      ${requests.map(({ apiKeyId }) => apiKeyId)}::int[],
      ${requests.map(({ origin }) => origin)}::text[],
      ${requests.map(({ contactId }) => contactId)}::uuid[],
      ${requests.map(({ record }) => record)}::bytea[]
    ) ON CONFLICT DO NOTHING`.execute(queries)
}

/** Rows of one statement: a moment's work, so that nobody waits for it. */
const CHUNK = 5_000

/** Deletes what was answered before a moment, a bounded number at a time. True when there is more. */
export async function deleteRequests(queries: Queries, before: Date): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM live_requests WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM live_requests WHERE answered_at < ${before} LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED
    ))`.execute(queries)
  return Number(numAffectedRows) === CHUNK
}
