import type { FastifyInstance } from 'fastify'
import { type Catalogue, type Role, roles } from '../../catalogue/snapshot.ts'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactNames } from '../shared/contact-name.queries.ts'
import { defineParameters, textParameter } from '../shared/parameters.ts'
import { Problem } from '../shared/problem.ts'
import { mayReadRawData } from '../shared/raw-data-roles.ts'
import { roleOf } from '../shared/request-role.ts'
import {
  findContactOfId,
  findContactsOfIdentifier,
  findRejectedEvents,
  findRequest,
  findVisitStart,
} from './find-ids.queries.ts'
import { findSetUp } from './find-set-up.ts'
import { type Hit, type Resolved, ResolvedSchema } from './resolve.schemas.ts'

const parameters = defineParameters({
  q: textParameter({
    description:
      'An id in any notation, an e-mail address, an identifier, the id of a request, or part of the name of something ' +
      'that was set up.',
    maxLength: 200,
  }),
})

/** Says what a text stands for, wherever it came from: a log, a cookie, a mail. */
export function registerResolveRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/resolve',
    {
      config: { roles },
      schema: {
        tags: ['Search'],
        operationId: 'resolve',
        summary: 'Say what an id or a name stands for',
        description: 'Contacts by part of a name are found by `GET /contacts?search=`.',
        querystring: parameters.schema,
        response: { 200: ResolvedSchema },
      },
    },
    async (request): Promise<Resolved> => {
      const { q } = parameters.read(request.query)
      if (q === null) throw new Problem('invalid_parameter', 'Say with q what to look for.')
      const id = parseGuid(q)
      const [contacts, others] = await Promise.all([
        findContacts(queries, q, id),
        findOthers(queries, q, id, roleOf(request)),
      ])
      const setUp = findSetUp(catalogue.snapshot, q, id)
      return { items: [...contacts, ...others, ...setUp], isId: id !== null }
    },
  )
}

async function findContacts(queries: Queries, text: string, id: Uuid | null): Promise<Hit[]> {
  const byId = id === null ? null : await findContactOfId(queries, id)
  const ids = byId === null ? await findContactsOfIdentifier(queries, text) : [byId]
  const names = await findContactNames(queries, ids)
  return ids.map((contact) => ({
    type: 'contact',
    id: contact,
    title: names.get(contact)?.displayName ?? contact,
    detail: contact === id || id === null ? null : text,
    exact: true,
  }))
}

async function findOthers(queries: Queries, text: string, id: Uuid | null, role: Role): Promise<Hit[]> {
  const [visit, request, rejected] = await Promise.all([
    id === null ? null : findVisitStart(queries, id),
    findRequest(queries, text),
    mayReadRawData(role) ? findRejectedEvents(queries, text, id) : [],
  ])
  const hits: Hit[] = []
  if (id !== null && visit !== null)
    hits.push({ type: 'visit', id, title: visit.toISOString(), detail: null, exact: true })
  if (request !== null)
    hits.push({ type: 'request', id: text, title: text, detail: request.verdict, exact: true })
  for (const { id, message } of rejected)
    hits.push({ type: 'rejectedEvent', id, title: message, detail: null, exact: true })
  return hits
}
