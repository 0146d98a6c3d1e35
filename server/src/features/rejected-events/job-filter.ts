import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { JsonObject } from '../../domain/json.ts'
import { trackingApis } from '../../domain/kinds.ts'
import type { RejectedFilter } from './rejected-filter.ts'

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/** A filter as a job keeps it. */
const JobFilterSchema = Type.Object({
  api: nullable(Type.Enum([...trackingApis])),
  channelIds: nullable(Type.Array(Type.Integer())),
  code: nullable(Type.String()),
  subject: nullable(Type.String()),
  kind: nullable(Type.String()),
  contactId: nullable(Type.String()),
  from: nullable(Type.String()),
  to: nullable(Type.String()),
})
type JobFilter = Static<typeof JobFilterSchema>

export function writeJobFilter({ states: _states, from, to, ...filter }: RejectedFilter): JsonObject {
  return {
    ...filter,
    channelIds: filter.channelIds === null ? null : [...filter.channelIds],
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  }
}

/** @throws Error for what a later version wrote */
export function readJobFilter(parameters: JsonObject): RejectedFilter {
  if (!Value.Check(JobFilterSchema, parameters)) throw new Error('A job has parameters that cannot be read.')
  const { from, to, ...filter }: JobFilter = parameters
  return {
    ...filter,
    states: null,
    from: from === null ? null : new Date(from),
    to: to === null ? null : new Date(to),
  }
}
