import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { createCalendar } from '../../engine/calendar.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { buildOverview } from './build-overview.ts'
import { registerContactConsentRoutes } from './contact-consents.routes.ts'
import { readDevices, readIdentifiers, readMerges, readOwnIds } from './identities.queries.ts'
import { IdentitiesSchema } from './identities.schemas.ts'
import {
  countDeeds,
  findConsentsInForce,
  findProfile,
  type ProfileRow,
  readLatestEvents,
  readVisitStarts,
  sumUpVisits,
} from './overview.queries.ts'
import { OverviewSchema } from './overview.schemas.ts'
import { toIdentities } from './to-identities.ts'

interface ProfileDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What the profile of a contact shows beside the contact itself, its visits and activities. */
export function registerProfileRoutes(app: FastifyInstance, dependencies: ProfileDependencies): void {
  const { queries, catalogue, now } = dependencies
  const dayOf = createCalendar(() => catalogue.snapshot.settings['reports.timeZone'])

  app.get(
    '/contacts/:id/overview',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'getContactOverview',
        summary: 'Get the overview of a contact',
        description:
          'What it is worth, what it did most and last, its latest visit, and its days of the last 12 months.',
        params: contactPathSchema,
        response: { 200: OverviewSchema },
      },
    },
    async (request) => {
      const profile = await requireProfile(queries, request)
      const { definitions, settings } = catalogue.snapshot
      const pages = definitions.filter((definition) => activityKindOf(definition) === 'pageView')
      const shown = definitions.filter((definition) => definition.showAsLatestEvent)
      const searchEvents = definitions.filter(({ name }) => name.toLowerCase() === 'search')
      const [deeds, visits, latestEvents, consents, visitStarts, searches] = await Promise.all([
        countDeeds(queries, profile, {
          pageDefinitionIds: pages.map(({ id }) => id),
          timeZone: settings['reports.timeZone'],
        }),
        sumUpVisits(queries, profile.ids),
        readLatestEvents(
          queries,
          profile,
          shown.map(({ id }) => id),
          latestEventCount,
        ),
        findConsentsInForce(queries, profile.ids),
        readVisitStarts(queries, profile.ids, mostVisitStarts),
        searchEvents.length === 0
          ? []
          : readLatestEvents(
              queries,
              profile,
              searchEvents.map(({ id }) => id),
              mostSearches,
            ),
      ])
      const snapshot = await snapshotFor(catalogue, [
        ...(visits.latest === null ? [] : [visits.latest]),
        ...latestEvents,
        ...visitStarts,
      ])
      return buildOverview(
        {
          askedId: readContactId(request),
          profile,
          deeds,
          visits,
          latestEvents,
          consents,
          visitStarts,
          searches,
        },
        { snapshot, now: now(), today: dayOf(now()) },
      )
    },
  )

  registerContactConsentRoutes(app, { queries, catalogue })

  app.get(
    '/contacts/:id/identities',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'getContactIdentities',
        summary: 'Get by what a contact is known',
        description:
          'Its identifiers, the devices that it came with, and the contacts that were merged into it.',
        params: contactPathSchema,
        response: { 200: IdentitiesSchema },
      },
    },
    async (request) => {
      const { contact_id, ids } = await requireProfile(queries, request)
      const [ownIds, identifiers, devices, merges] = await Promise.all([
        readOwnIds(queries, contact_id),
        readIdentifiers(queries, contact_id),
        readDevices(queries, ids, mostIdentities),
        readMerges(queries, ids, mostIdentities),
      ])
      const snapshot = await snapshotFor(
        catalogue,
        devices.flatMap((device) => device.channel_ids.map((channel_id) => ({ channel_id }))),
      )
      return toIdentities({ contactId: contact_id, ownIds, identifiers, devices, merges }, snapshot)
    },
  )
}

const latestEventCount = 10
const mostVisitStarts = 5_000
const mostSearches = 500
const mostIdentities = 200

async function requireProfile(queries: Queries, request: FastifyRequest): Promise<ProfileRow> {
  const profile = await findProfile(queries, readContactId(request))
  if (profile === null) throw contactNotFound()
  return profile
}
