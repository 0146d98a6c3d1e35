import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from './count-rows.ts'
import type { TimeKey } from './cursors.ts'
import { type PageRequest, readingOrder } from './pages.ts'

export const jobStates = ['running', 'done', 'cancelled', 'failed'] as const
export type JobState = (typeof jobStates)[number]

/** Work that outlives the request that asked for it. */
export interface JobRow {
  readonly id: Uuid
  readonly kind: string
  readonly state: JobState
  readonly parameters: JsonObject
  readonly total: number
  readonly done: number
  readonly succeeded: number
  readonly failed: number
  readonly created_at: Date
  readonly created_by: string
  readonly is_cancelled: boolean
  readonly ended_at: Date | null
  readonly message: string | null
}

const columns = sql`id, kind, state, parameters, total, done, succeeded, failed, created_at, created_by, is_cancelled,
  ended_at, message`

/** Whoever does a job says so more often than that. */
const SILENT_AFTER = sql`interval '5 seconds'`

export async function insertJob(
  queries: Queries,
  job: Pick<JobRow, 'id' | 'kind' | 'parameters' | 'total' | 'created_at' | 'created_by'>,
): Promise<JobRow> {
  const { rows } = await sql<JobRow>`
    INSERT INTO jobs (id, kind, state, parameters, total, created_at, created_by, heard_at)
    VALUES (${job.id}, ${job.kind}, 'running', ${JSON.stringify(job.parameters)}::jsonb, ${job.total},
      ${job.created_at}, ${job.created_by}, '-infinity')
    RETURNING ${columns}`.execute(queries)
  const [row] = rows
  if (row === undefined) throw new Error('A job was not stored.')
  return row
}

export async function findJob(queries: Queries, id: Uuid): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`SELECT ${columns} FROM jobs WHERE id = ${id}`.execute(queries)
  return rows[0] ?? null
}

/** A page, in reading order, with one row more where there are more. */
export async function readJobs(queries: Queries, request: PageRequest<TimeKey>): Promise<JobRow[]> {
  const { limit, position } = request
  const isDown = readingOrder(request) === 'descending'
  const [direction, beyond] = isDown ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`]
  const place = position && sql`(${new Date(position.key[0])}::timestamptz, ${position.key[1]}::uuid)`
  const { rows } = await sql<JobRow>`
    SELECT ${columns} FROM jobs WHERE ${place === null ? sql`true` : sql`(created_at, id) ${beyond} ${place}`}
    ORDER BY created_at ${direction}, id ${direction} LIMIT ${limit + 1}`.execute(queries)
  return rows
}

export function countJobs(queries: Queries): Promise<Total> {
  return countRows(queries, sql`SELECT FROM jobs`)
}

/** Has a job end after what is under way; false where it is over. */
export async function cancelJob(queries: Queries, id: Uuid): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE jobs SET is_cancelled = true WHERE id = ${id} AND state = 'running'`.execute(queries)
  return numAffectedRows > 0n
}

/** Takes a job that nobody does, or nobody any more: one process at a time does it. */
export async function takeJob(queries: Queries, kind: string, worker: Uuid): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`
    UPDATE jobs SET worker = ${worker}, heard_at = now()
    WHERE id = (
      SELECT id FROM jobs WHERE state = 'running' AND kind = ${kind} AND heard_at < now() - ${SILENT_AFTER}
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING ${columns}`.execute(queries)
  return rows[0] ?? null
}

/** Says that a job is still done. False where it is cancelled, or another process has taken it. */
export async function holdJob(queries: Queries, id: Uuid, worker: Uuid): Promise<boolean> {
  const { rows } = await sql<{ is_cancelled: boolean }>`
    UPDATE jobs SET heard_at = now() WHERE id = ${id} AND worker = ${worker} AND state = 'running'
    RETURNING is_cancelled`.execute(queries)
  return rows[0]?.is_cancelled === false
}

/** Ends a job, unless another process has taken it. */
export async function endJob(
  queries: Queries,
  { id, worker, at, message }: { id: Uuid; worker: Uuid; at: Date; message: string | null },
): Promise<void> {
  await sql`
    UPDATE jobs SET ended_at = ${at}, message = ${message},
      state = CASE WHEN ${message}::text IS NOT NULL THEN 'failed' WHEN is_cancelled THEN 'cancelled' ELSE 'done' END
    WHERE id = ${id} AND worker = ${worker} AND state = 'running'`.execute(queries)
}

/** Lets another process go on with a job at once. */
export async function letGoOfJob(queries: Queries, id: Uuid, worker: Uuid): Promise<void> {
  await sql`
    UPDATE jobs SET heard_at = '-infinity', worker = NULL
    WHERE id = ${id} AND worker = ${worker} AND state = 'running'`.execute(queries)
}

/** Forgets those that ended long ago. */
export async function forgetJobs(queries: Queries, before: Date): Promise<void> {
  await sql`DELETE FROM jobs WHERE created_at < ${before} AND state <> 'running'`.execute(queries)
}
