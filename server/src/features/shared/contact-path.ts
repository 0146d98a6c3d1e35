import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { Problem } from './problem.ts'

/** `:id` of a contact in a path. */
export const contactPathSchema = Type.Object({
  id: Type.String({
    description: 'The contact’s GUID in any notation; also one that was merged away.',
    examples: ['0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'],
  }),
})

/** What is no GUID names no contact either. */
export function readContactId(request: FastifyRequest): Uuid {
  const { id } = request.params as { id: string }
  const uuid = parseGuid(id)
  if (uuid === null) throw contactNotFound()
  return uuid
}

export function contactNotFound(): Problem {
  return new Problem(
    'contact_not_found',
    'There is no contact with this id. An id is a GUID, in any notation.',
  )
}
