import { type RawBuilder, sql } from 'kysely'
import { type Dimension, dimensions } from './dimensions.ts'

/** Which visits, in the ids of the database; 0 and the empty text stand for none. Null is no condition. */
export interface VisitFilter {
  readonly channelIds: readonly number[] | null
  /** False: without visits of robots. */
  readonly robots: boolean
  readonly campaigns: readonly number[] | null
  readonly sources: SourceFilter | null
  readonly goals: readonly number[] | null
  readonly entryPages: readonly string[] | null
  readonly devices: readonly string[] | null
  readonly countries: readonly string[] | null
}

/** Visits by their traffic channel: that of the campaign, else what the referrer says. */
export interface SourceFilter {
  /** Campaigns with one of the traffic channels. */
  readonly campaigns: readonly number[]
  /** Campaigns with any traffic channel: with them no referrer counts. */
  readonly channelled: readonly number[]
  /** Places in the list of domain/traffic-channel.ts. */
  readonly referrers: readonly number[]
}

/** The dimensions by which a filter tells visits apart, beside channel and robots. */
export function findDimensions(filter: VisitFilter): Dimension[] {
  const asked: Dimension[] = []
  if (filter.campaigns !== null || filter.sources !== null) asked.push('source')
  if (filter.goals !== null) asked.push('goal')
  if (filter.entryPages !== null) asked.push('entryPage')
  if (filter.devices !== null) asked.push('device')
  if (filter.countries !== null) asked.push('country')
  return asked
}

/** A condition on `v`, rows of visits as `readVisits` names their columns; goals are not among them. */
export function matchesVisit(filter: VisitFilter): RawBuilder<unknown> {
  return sql.join(
    [
      matchesPlace(filter),
      ...matchesSource(filter, sql`v.campaign_id`, sql`v.referrer_channel`),
      ...isOneOf(sql`v.entry_page`, filter.entryPages),
      ...isOneOf(sql`v.device`, filter.devices),
      ...isOneOf(sql`v.country`, filter.countries),
    ],
    sql` AND `,
  )
}

/** A condition on `v`, rows of report_visits of the one dimension that the filter asks for. */
export function matchesSum(filter: VisitFilter, dimension: Dimension): RawBuilder<unknown> {
  const conditions = [sql`v.dimension = ${dimensions[dimension]}`, matchesPlace(filter)]
  if (dimension === 'source') conditions.push(...matchesSource(filter, sql`v.number`, sql`v.text::int`))
  if (dimension === 'goal' && filter.goals !== null)
    conditions.push(sql`v.number = ANY(${filter.goals}::int[])`)
  if (dimension === 'entryPage') conditions.push(...isOneOf(sql`v.text`, filter.entryPages))
  if (dimension === 'device') conditions.push(...isOneOf(sql`v.text`, filter.devices))
  if (dimension === 'country') conditions.push(...isOneOf(sql`v.text`, filter.countries))
  return sql.join(conditions, sql` AND `)
}

function matchesPlace({ channelIds, robots }: VisitFilter): RawBuilder<unknown> {
  const ofChannel = channelIds === null ? sql`true` : sql`v.channel_id = ANY(${channelIds}::int[])`
  return robots ? ofChannel : sql`${ofChannel} AND NOT v.robot`
}

function matchesSource(
  { campaigns, sources }: VisitFilter,
  campaign: RawBuilder<unknown>,
  referrer: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (campaigns !== null) conditions.push(sql`${campaign} = ANY(${campaigns}::int[])`)
  if (sources !== null) {
    conditions.push(sql`(${campaign} = ANY(${sources.campaigns}::int[])
      OR (${campaign} <> ALL(${sources.channelled}::int[]) AND ${referrer} = ANY(${sources.referrers}::int[])))`)
  }
  return conditions
}

function isOneOf(column: RawBuilder<unknown>, values: readonly string[] | null): RawBuilder<unknown>[] {
  return values === null ? [] : [sql`${column} = ANY(${values}::text[])`]
}
