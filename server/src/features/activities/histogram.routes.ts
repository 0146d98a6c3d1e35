import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles, type Snapshot } from '../../catalogue/snapshot.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { Problem } from '../shared/problem.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { histogramParameters } from './activities.parameters.ts'
import { type ActivityHistogram, HistogramSchema } from './activities.schemas.ts'
import { type ActivityFilter, findActivityFilter } from './activity-filter.ts'
import { findVisitSpan } from './find-visit-span.queries.ts'
import { type BucketCount, countInBuckets, isCountedDaily, readDailyCounts } from './histogram.queries.ts'
import { type Bucket, makeBuckets, mostHistogramDays } from './histogram-buckets.ts'
import { withTimeLimit } from './with-time-limit.ts'

const dayMs = 24 * 3_600_000
/** A picture beside a list is not worth more waiting. */
const mostMs = 4_000

export function registerHistogramRoutes(
  app: FastifyInstance,
  { queries, catalogue, now }: { queries: Queries; catalogue: Catalogue; now: () => number },
): void {
  app.get(
    '/activities/histogram',
    {
      config: { roles },
      schema: {
        tags: ['Activities'],
        operationId: 'countActivitiesOverTime',
        summary: 'Count activities over time',
        description:
          'How many of each kind in each hour or day, with the filters of the list: of the last 24 hours where ' +
          'nothing else is said, of a visit all of it. Hours and days are whole, so that the first one begins at or before `from`.',
        querystring: histogramParameters.schema,
        response: { 200: HistogramSchema },
      },
    },
    async (request): Promise<ActivityHistogram> => {
      const asked = histogramParameters.read(request.query)
      // Of a visit all of it is meant, whenever it was.
      const visit = asked.visit === null ? null : await findVisitSpan(queries, asked.visit)
      const to = asked.to ?? (visit === null ? now() : visit.last + 1)
      const timeZone = catalogue.snapshot.settings['reports.timeZone']
      const buckets = makeBuckets(asked.from ?? visit?.from ?? to - dayMs, to, timeZone)
      if (buckets === null) throw tooLong()
      const filter = await findActivityFilter(queries, catalogue.snapshot, asked)
      const counts = filter === null ? [] : await countBuckets(queries, filter, buckets)
      return describe(buckets, counts, await snapshotFor(catalogue, counts))
    },
  )
}

function tooLong(): Problem {
  const message = `from and to must be at most ${mostHistogramDays} days apart.`
  return new Problem('invalid_parameter', message, [{ parameter: 'from', message }])
}

async function countBuckets(
  queries: Queries,
  filter: ActivityFilter,
  buckets: readonly Bucket[],
): Promise<BucketCount[]> {
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (first === undefined || last === undefined) return []
  const days = buckets.flatMap(({ day }) => day ?? [])
  if (days.length > 0 && isCountedDaily(filter)) return readDailyCounts(queries, filter, days)
  const whole = { ...filter, from: new Date(first.from), to: new Date(last.to) }
  return withTimeLimit(queries, mostMs, (run) => countInBuckets(run, whole, buckets))
}

function describe(
  buckets: readonly Bucket[],
  counts: readonly BucketCount[],
  snapshot: Snapshot,
): ActivityHistogram {
  const bars: ActivityHistogram['buckets'] = buckets.map(({ from, to }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    counts: {},
  }))
  for (const { bucket, definition_id, activities } of counts) {
    const definition = snapshot.definitionById(definition_id)
    const kind = definition === undefined ? 'custom' : activityKindOf(definition)
    const bar = bars[bucket]?.counts
    if (bar !== undefined) bar[kind] = (bar[kind] ?? 0) + activities
  }
  return { step: buckets[0]?.day == null ? 'hour' : 'day', buckets: bars }
}
