import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { activitiesFor } from './activities-of-visits.ts'
import { matches } from './activity-conditions.ts'
import type { ActivityFilter } from './activity-filter.ts'
import type { Bucket } from './histogram-buckets.ts'
import type { RunQuery } from './with-time-limit.ts'

export interface BucketCount {
  /** Index of the bucket. */
  readonly bucket: number
  readonly definition_id: number
  readonly activities: number
}

/** Counts what matches in each bucket, by definition. Buckets follow each other without gaps. */
export async function countInBuckets(
  run: RunQuery,
  filter: ActivityFilter,
  buckets: readonly Bucket[],
): Promise<BucketCount[]> {
  // Each activity is counted where the last start at or before it is: cheaper than its hour or day.
  const starts = buckets.slice(1).map(({ from }) => new Date(from))
  const ofContact =
    filter.contact === null ? sql`true` : sql`a.contact_id = ANY(${filter.contact.ids}::uuid[])`
  const { rows } = await run(sql<BucketCount>`
    SELECT width_bucket(a.occurred_at, ${starts}::timestamptz[]) AS bucket, a.definition_id,
      count(*) AS activities
    FROM ${activitiesFor(filter)} WHERE ${ofContact} AND ${matches(filter)} GROUP BY 1, 2`)
  return rows
}

/** Whether daily counts know the answer: they have days, channels and definitions. */
export function isCountedDaily(filter: ActivityFilter): boolean {
  const { contact, visitId, campaignIds, utm, property, search, robots } = filter
  return (
    contact === null &&
    visitId === null &&
    campaignIds === null &&
    utm === null &&
    property === null &&
    search === null &&
    robots
  )
}

/** The same from the daily counts; buckets are days. */
export async function readDailyCounts(
  queries: Queries,
  { channelIds, definitionIds }: ActivityFilter,
  days: readonly string[],
): Promise<BucketCount[]> {
  const { rows } = await sql<BucketCount>`
    SELECT d.position::int - 1 AS bucket, c.definition_id, sum(c.activities)::bigint AS activities
    FROM unnest(${days}::date[]) WITH ORDINALITY AS d (day, position)
    JOIN daily_counts c ON c.day = d.day
    WHERE ${channelIds === null ? sql`true` : sql`c.channel_id = ANY(${channelIds}::int[])`}
      AND ${definitionIds === null ? sql`true` : sql`c.definition_id = ANY(${definitionIds}::int[])`}
    GROUP BY 1, 2`.execute(queries)
  return rows
}
