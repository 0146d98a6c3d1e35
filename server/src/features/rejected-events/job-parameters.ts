import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { JsonObject } from '../../domain/json.ts'
import { definitionKinds, trackingApis } from '../../domain/kinds.ts'
import type { Renaming } from '../../pipeline/unknown-names.ts'
import type { RejectedFilter } from './rejected-filter.ts'

/** What a job replays, and what it puts right in each. */
export interface ReplayOrder {
  readonly filter: RejectedFilter
  readonly renaming: Renaming | null
}

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/** As a job keeps it: what is optional is missing in those of the version before. */
const JobParametersSchema = Type.Object({
  api: nullable(Type.Enum([...trackingApis])),
  channelIds: nullable(Type.Array(Type.Integer())),
  code: nullable(Type.String()),
  subject: nullable(Type.String()),
  kind: nullable(Type.String()),
  contactId: nullable(Type.String()),
  requestId: Type.Optional(nullable(Type.String())),
  from: nullable(Type.String()),
  to: nullable(Type.String()),
  renaming: Type.Optional(
    nullable(Type.Object({ kind: Type.Enum([...definitionKinds]), from: Type.String(), to: Type.String() })),
  ),
})
type JobParameters = Static<typeof JobParametersSchema>

export function writeJobParameters({ filter, renaming }: ReplayOrder): JsonObject {
  const { states: _states, channelIds, from, to, ...others } = filter
  return {
    ...others,
    channelIds: channelIds === null ? null : [...channelIds],
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    renaming: renaming === null ? null : { ...renaming },
  }
}

/** @throws Error for what a later version wrote */
export function readJobParameters(parameters: JsonObject): ReplayOrder {
  if (!Value.Check(JobParametersSchema, parameters))
    throw new Error('A job has parameters that cannot be read.')
  const { from, to, requestId = null, renaming = null, ...filter }: JobParameters = parameters
  return {
    filter: {
      ...filter,
      requestId,
      states: null,
      from: from === null ? null : new Date(from),
      to: to === null ? null : new Date(to),
    },
    renaming,
  }
}
