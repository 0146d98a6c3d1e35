import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { parseGuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { Problem } from '../shared/problem.ts'
import { findVisit, type VisitDetailsRow } from './visits.queries.ts'

/** `:id` of a visit in a path. */
export const visitPathSchema = Type.Object({
  id: Type.String({
    description: 'The visit’s GUID in any notation.',
    examples: ['0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'],
  }),
})

/** What is no GUID names no visit either. */
export async function requireVisit(queries: Queries, request: FastifyRequest): Promise<VisitDetailsRow> {
  const { id } = request.params as { id: string }
  const uuid = parseGuid(id)
  const row = uuid === null ? null : await findVisit(queries, uuid)
  if (row === null) {
    throw new Problem('visit_not_found', 'There is no visit with this id. An id is a GUID, in any notation.')
  }
  return row
}
