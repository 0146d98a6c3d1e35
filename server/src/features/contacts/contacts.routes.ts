import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { createCursors, isTime, readId, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { countedPageSchema, cutPage, type Page } from '../shared/pages.ts'
import { contactParameters } from './contacts.parameters.ts'
import {
  type ActivityPlace,
  type ContactFilter,
  type ContactRow,
  countContacts,
  findContact,
  readByActivity,
  readByCreation,
} from './contacts.queries.ts'
import { ContactSchema } from './contacts.schemas.ts'
import { searchContacts } from './search-contacts.queries.ts'
import { toContact } from './to-contact.ts'

type Asked = ReturnType<typeof contactParameters.read>

export function registerContactRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/contacts',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'listContacts',
        summary: 'List and search contacts',
        description:
          'The most recently active first. With the setting `profiles.showAnonymous` off, contacts that are not ' +
          'identified are left out.',
        querystring: contactParameters.schema,
        response: { 200: countedPageSchema(ContactSchema) },
      },
    },
    async (request) => {
      const asked = contactParameters.read(request.query)
      const filter = await findFilter(queries, asked, catalogue.snapshot.settings['profiles.showAnonymous'])
      const [page, total] = await Promise.all([
        readPage(queries, filter, asked),
        asked.count ? countContacts(queries, filter) : null,
      ])
      return { ...page, items: page.items.map(toContact), ...total }
    },
  )

  app.get(
    '/contacts/:id',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'getContact',
        summary: 'Get a contact',
        description: 'An id that was merged away is answered with the surviving contact.',
        params: contactPathSchema,
        response: { 200: ContactSchema },
      },
    },
    async (request) => {
      const row = await findContact(queries, readContactId(request))
      if (row === null) throw contactNotFound()
      return toContact(row)
    },
  )
}

async function findFilter(queries: Queries, asked: Asked, showsAnonymous: boolean): Promise<ContactFilter> {
  // Anonymous contacts are asked for and not to be shown: nobody is both.
  if (!showsAnonymous && asked.known === false) return { known: null, robots: true, search: { ids: [] } }
  return {
    known: showsAnonymous ? asked.known : true,
    robots: asked.robots,
    search: asked.search === null ? null : await searchContacts(queries, asked.search),
  }
}

async function readPage(queries: Queries, filter: ContactFilter, asked: Asked): Promise<Page<ContactRow>> {
  const { limit, cursor, sort, count, ...filters } = asked
  const list = { name: 'contacts', sort, filters }
  const order = sort.startsWith('-') ? 'descending' : 'ascending'
  if (sort === 'createdAt' || sort === '-createdAt') {
    const cursors = createCursors(list, readTimeKey)
    const request = { limit, order, position: cursors.read(cursor) } as const
    return cutPage(await readByCreation(queries, filter, request), request, creationOf, cursors.write)
  }
  const cursors = createCursors(list, readActivityPlace)
  const request = { limit, order, position: cursors.read(cursor) } as const
  return cutPage(await readByActivity(queries, filter, request), request, activityPlaceOf, cursors.write)
}

function creationOf(row: ContactRow): TimeKey {
  return [row.created_at.getTime(), row.id]
}

function activityPlaceOf({ last_day, last_at, id }: ContactRow): ActivityPlace {
  return last_day === null || last_at === null ? [null, null, id] : [last_day, last_at.getTime(), id]
}

function readActivityPlace([day, at, id]: readonly unknown[]): ActivityPlace | null {
  const uuid = readId(id)
  if (uuid === null) return null
  if (day === null && at === null) return [null, null, uuid]
  return isDay(day) && isTime(at) ? [day, at, uuid] : null
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isTime(Date.parse(value))
}
