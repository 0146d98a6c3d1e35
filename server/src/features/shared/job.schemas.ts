import { type Static, Type } from 'typebox'
import { type JobRow, jobStates } from './jobs.queries.ts'
import { guidSchema, nullableTextSchema, nullableTimeSchema, timeSchema } from './schemas.ts'

export const JobSchema = Type.Object(
  {
    id: guidSchema(),
    kind: Type.String({ examples: ['replay'] }),
    state: Type.Enum([...jobStates], { type: 'string' }),
    total: Type.Integer({ minimum: 0, description: 'How many there were to do when it began.' }),
    done: Type.Integer({ minimum: 0 }),
    succeeded: Type.Integer({ minimum: 0 }),
    failed: Type.Integer({ minimum: 0, description: 'Those that are as they were before.' }),
    isCancelled: Type.Boolean({ description: 'It ends, or has ended, before everything was done.' }),
    createdAt: timeSchema(),
    createdBy: Type.String({
      description: 'An e-mail address, or the word token.',
      examples: ['admin@localhost'],
    }),
    endedAt: nullableTimeSchema(),
    message: nullableTextSchema('Why it could not go on.'),
  },
  { $id: 'Job', additionalProperties: false },
)
export type Job = Static<typeof JobSchema>

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    succeeded: row.succeeded,
    failed: row.failed,
    isCancelled: row.is_cancelled,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    message: row.message,
  }
}
