import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { Problem } from '../shared/problem.ts'
import { readMembers } from './breakdown.queries.ts'
import { listItems } from './breakdown-items.ts'
import { type CountedContacts, createContactCounter } from './count-contacts.ts'
import { breakdownNames, breakdowns } from './dimensions.ts'
import { sumOf, toFigures } from './figures.ts'
import { type Asked, findSource } from './find-sums.queries.ts'
import { readOverview } from './overview.queries.ts'
import { readAsked } from './read-asked.ts'
import { periodBefore, type ReportPeriod } from './report-period.ts'
import {
  type AskedFilters,
  breakdownParameters,
  overviewParameters,
  uniqueContactsParameters,
} from './reports.parameters.ts'
import {
  type Breakdowns,
  BreakdownsSchema,
  type Overview,
  type OverviewPart,
  OverviewSchema,
  type Period,
  type UniqueContacts,
  UniqueContactsSchema,
} from './reports.schemas.ts'
import { keepDaySums } from './sum-up-days.ts'
import { createPastSums } from './sum-up-past.ts'
import { writeBreakdowns, writeOverview } from './write-figures.ts'

interface ReportDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const CSV = 'text/csv; charset=utf-8'

export function registerReportRoutes(
  app: FastifyInstance,
  { queries, catalogue, now }: ReportDependencies,
): void {
  const daySums = keepDaySums({ queries, catalogue, now })
  const pastSums = createPastSums({ queries, catalogue, now, daySums, logger: app.log })
  app.addHook('onListen', async () => void pastSums.begin())
  app.addHook('onClose', () => pastSums.stop())
  const countContacts = createContactCounter({
    queries,
    now,
    catalogueVersion: () => catalogue.snapshot.version,
  })

  app.get(
    '/reports/overview',
    {
      config: { roles },
      schema: {
        tags: ['Reports'],
        operationId: 'getOverview',
        summary: 'Get figures of all visits',
        description:
          'What visitors did in a period of up to two years, in all and by day. Everything counts for the day on which its visit began.',
        querystring: overviewParameters.schema,
        response: { 200: OverviewSchema },
      },
    },
    async (request, reply): Promise<Overview | string> => {
      const { format, compare, ...filters } = overviewParameters.read(request.query)
      const asked = await prepare(filters)
      const [part, previous] = await Promise.all([
        readPart(asked),
        compare ? prepareBefore(asked).then(readPart) : null,
      ])
      if (format === 'csv') {
        const name = `overview-${asked.period.from}-${asked.period.to}.csv`
        reply.type(CSV).header('content-disposition', `attachment; filename="${name}"`)
        return writeOverview(part)
      }
      return { ...part, previous }
    },
  )

  app.get(
    '/reports/unique-contacts',
    {
      config: { roles },
      schema: {
        tags: ['Reports'],
        operationId: 'countUniqueContacts',
        summary: 'Count the contacts of a period',
        description:
          'How many contacts began a visit, each counted once; with a filter, one of the visits that it chooses: as many as the list of contacts has with the same filters, from the first moment of the period to the last.',
        querystring: uniqueContactsParameters.schema,
        response: { 200: UniqueContactsSchema },
      },
    },
    async (request): Promise<UniqueContacts> => {
      const { compare, ...filters } = uniqueContactsParameters.read(request.query)
      const asked = readAsked(filters, catalogue.snapshot, now())
      const counted = await countContacts(asked)
      const before = compare
        ? await countContacts({ ...asked, period: periodBefore(asked.period, now()) })
        : null
      return {
        period: describePeriod(asked.period),
        ...countsOf(counted),
        series: counted.newlyKnown === null ? null : seriesOf(asked.period, counted.newlyKnown),
        previous: before === null ? null : countsOf(before),
        countedAt: new Date(counted.countedAt).toISOString(),
      }
    },
  )

  app.get(
    '/reports/breakdown',
    {
      config: { roles },
      schema: {
        tags: ['Reports'],
        operationId: 'getBreakdowns',
        summary: 'Break visits down',
        description:
          'Where visits came from, where they began, what they reached: the most frequent of each.',
        querystring: breakdownParameters.schema,
        response: { 200: BreakdownsSchema },
      },
    },
    async (request, reply): Promise<Breakdowns | string> => {
      const { by, sort, limit, format, ...filters } = breakdownParameters.read(request.query)
      const asked = await prepare(filters)
      const wanted = by ?? breakdownNames
      const [members, { slots }] = await Promise.all([
        readMembers(queries, asked, new Set(wanted.map((name) => breakdowns[name]))),
        readOverview(queries, asked),
      ])
      const { visits } = sumOf(slots.values())
      const lists = wanted.map((name) => ({
        by: name,
        ...listItems(name, members, asked.snapshot, visits, { sort, limit }),
      }))
      if (format === 'csv') {
        const name = `${wanted.join('-')}-${asked.period.from}-${asked.period.to}.csv`
        reply.type(CSV).header('content-disposition', `attachment; filename="${name}"`)
        return writeBreakdowns(lists)
      }
      return { period: describePeriod(asked.period), breakdowns: lists }
    },
  )

  function prepare(filters: AskedFilters): Promise<Asked> {
    return summed(readAsked(filters, catalogue.snapshot, now()))
  }

  async function prepareBefore(asked: Asked): Promise<Asked> {
    return summed({ ...asked, period: periodBefore(asked.period, now()) })
  }

  /** Where days are summed up, they are by now. */
  async function summed(asked: Asked): Promise<Asked> {
    if (!findSource(asked).isKept) return asked
    try {
      await daySums.prepare(asked.period)
    } catch (error) {
      // By the time that it is asked again, more of it is done.
      if (error instanceof Problem && error.code === 'too_slow') void pastSums.begin()
      throw error
    }
    return asked
  }

  async function readPart(asked: Asked): Promise<OverviewPart> {
    const { slots, money, durations } = await readOverview(queries, asked)
    const { period } = asked
    return {
      period: describePeriod(period),
      totals: toFigures(sumOf(slots.values()), money, durations),
      series: slotsOf(period).map(({ place, at }) => ({ at, ...(slots.get(place) ?? sumOf([])) })),
    }
  }

  function seriesOf(period: ReportPeriod, counts: ReadonlyMap<number, number>) {
    return slotsOf(period).map(({ place, at }) => ({ at, newlyKnown: counts.get(place) ?? 0 }))
  }

  /** Without what is still to come. */
  function slotsOf({ bounds }: ReportPeriod): { place: number; at: string }[] {
    return bounds
      .slice(0, -1)
      .map((at, place) => ({ place, at: new Date(at).toISOString(), hasBegun: at <= now() }))
      .filter(({ hasBegun }) => hasBegun)
      .map(({ place, at }) => ({ place, at }))
  }
}

function describePeriod({ from, to, timeZone, unit, bounds, dayBounds }: ReportPeriod): Period {
  const end = bounds.at(-1) ?? 0
  const isCut = end < (dayBounds.at(-1) ?? 0)
  return { from, to, timeZone, unit, until: isCut ? new Date(end).toISOString() : null }
}

function countsOf({ contacts, known, newlyKnown }: CountedContacts) {
  const newly = newlyKnown === null ? null : [...newlyKnown.values()].reduce((sum, count) => sum + count, 0)
  return { contacts, known, anonymous: contacts - known, newlyKnown: newly }
}
