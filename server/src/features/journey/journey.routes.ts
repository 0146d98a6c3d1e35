import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ContactFamily, findContactFamily } from '../shared/contact-family.queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { Problem } from '../shared/problem.ts'
import { buildJourney } from './build-journey.ts'
import type { Span } from './find-gaps.ts'
import { journeyParameters } from './journey.parameters.ts'
import { readIdentifications, readJourneyEvents, readJourneyVisits } from './journey.queries.ts'
import { JourneySchema } from './journey.schemas.ts'
import { findMarkDefinitions } from './to-marks.ts'

interface JourneyDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function registerJourneyRoutes(
  app: FastifyInstance,
  { queries, catalogue, now }: JourneyDependencies,
): void {
  app.get(
    '/contacts/:id/journey',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'getJourney',
        summary: 'Get what a picture of a contact’s journey shows',
        description:
          'Eras, visits, goals, outcomes and campaigns of a stretch of time, robots’ visits included, also those under ' +
          'ids that were merged into it. At most 400 marks: what lies too close together comes as one, with a count.',
        params: contactPathSchema,
        querystring: journeyParameters.schema,
        response: { 200: JourneySchema },
      },
    },
    async (request) => {
      const { from, to, width } = journeyParameters.read(request.query)
      const contact = await findContactFamily(queries, readContactId(request))
      if (contact === null) throw contactNotFound()
      const moment = now()
      const range = chooseRange(from, to, contact, moment)
      const { snapshot } = catalogue
      const [visits, events, identifications] = await Promise.all([
        readJourneyVisits(queries, contact),
        readJourneyEvents(queries, contact, findMarkDefinitions(snapshot)),
        readIdentifications(queries, contact),
      ])
      return buildJourney({ contact, visits, events, identifications }, { range, width }, snapshot, moment)
    },
  )
}

/** What happens in this millisecond is shown too. */
function chooseRange(from: number | null, to: number | null, { firstAt }: ContactFamily, now: number): Span {
  const until = to ?? Math.max(now + 1, from === null ? 0 : from + 1)
  const range = { from: from ?? Math.min(firstAt?.getTime() ?? now, until - 1), until }
  if (range.from < range.until) return range
  const message = 'to must be later than from.'
  throw new Problem('invalid_parameter', message, [{ parameter: 'to', message }])
}
