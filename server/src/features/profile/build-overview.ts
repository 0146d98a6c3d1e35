import type { Definition, Snapshot } from '../../catalogue/snapshot.ts'
import { type ActivityKind, activityKinds } from '../../domain/kinds.ts'
import { referrerChannels, trafficChannelOf } from '../../domain/traffic-channel.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import { type ActivityRow, toActivity } from '../shared/activity.ts'
import { toVisit } from '../shared/visit.ts'
import { collectSources } from './collect-sources.ts'
import type { ConsentInForce, DeedCounts, ProfileRow, VisitStart, VisitSums } from './overview.queries.ts'
import type { DefinitionCount, Overview } from './overview.schemas.ts'

export interface OverviewFacts {
  /** The id that was asked for. */
  readonly askedId: string
  readonly profile: ProfileRow
  readonly deeds: DeedCounts
  readonly visits: VisitSums
  readonly latestEvents: readonly ActivityRow[]
  readonly visitStarts: readonly VisitStart[]
  /** The newest searches on the site. */
  readonly searches: readonly ActivityRow[]
  readonly consents: readonly ConsentInForce[]
}

interface Moment {
  readonly snapshot: Snapshot
  /** Milliseconds since 1970. */
  readonly now: number
  /** In the time zone of reports: `2026-11-22`. */
  readonly today: string
}

/** Puts together what the first page of a profile shows. */
export function buildOverview(facts: OverviewFacts, { snapshot, now, today }: Moment): Overview {
  const { profile, deeds, visits, askedId } = facts
  const counts = nameDefinitions(deeds, snapshot)
  const kinds = countKinds(counts)
  return {
    contactId: profile.contact_id,
    mergedFrom:
      profile.merged_at === null
        ? null
        : { id: askedId, mergedAt: profile.merged_at.toISOString(), source: profile.merge_source },
    metrics: {
      points: profile.points,
      visits: profile.visits,
      pointsPerVisit: profile.visits === 0 ? null : profile.points / profile.visits,
      activities: profile.activities,
      goals: kinds.goal,
      outcomes: kinds.outcome,
      monetary: Object.fromEntries(
        Object.entries(profile.monetary).map(([currency, amount]) => [currency, Number(amount)]),
      ),
      averageDurationMs: visits.averageDurationMs,
      daysActive: deeds.days.length,
      firstSeenAt: profile.first_at?.toISOString() ?? null,
      lastActivityAt: profile.last_at?.toISOString() ?? null,
    },
    kinds,
    countsAreComplete: counts.reduce((sum, { count }) => sum + count, 0) >= profile.activities,
    latestVisit: visits.latest && toVisit(visits.latest, profile.contact_id, snapshot, now),
    latestEvents: facts.latestEvents.map((row) => toActivity(row, profile.contact_id, snapshot)),
    goals: listDefinitions(counts, 'goal', (a, b) => b.count - a.count || b.lastAt - a.lastAt, 100),
    campaigns: listDefinitions(counts, 'campaign', (a, b) => b.lastAt - a.lastAt, 3),
    ...listSources(facts, snapshot),
    topPages: deeds.pages.map(({ url, views, lastAt }) => ({ url, views, lastAt: toTime(lastAt) })),
    timeZone: snapshot.settings['reports.timeZone'],
    today,
    calendar: deeds.days.filter(({ day }) => day > yearBefore(today) && day <= today),
    consents: facts.consents.map(({ guid, display_name, at }) => ({
      consentId: guid,
      displayName: display_name,
      agreedAt: at.toISOString(),
    })),
  }
}

function listSources(
  { visitStarts, searches }: OverviewFacts,
  snapshot: Snapshot,
): Pick<Overview, 'sources' | 'keywords'> {
  const { channels, keywords } = collectSources(
    visitStarts.map((visit) => ({
      trafficChannel: trafficChannelOf(
        visit.campaign_id === null ? undefined : snapshot.definitionById(visit.campaign_id),
        referrerChannels[visit.referrer_channel] ?? 'Direct',
      ),
      referrer: visit.referrer,
      landingUrl: visit.entry_url,
      visits: visit.visits,
      startedAt: visit.started_at.getTime(),
    })),
    searches.map(({ value, occurred_at }) => ({ keyword: value ?? '', at: occurred_at.getTime() })),
  )
  return {
    sources: channels.map(({ trafficChannel, count, lastAt }) => ({
      trafficChannel,
      visits: count,
      lastAt: toTime(lastAt),
    })),
    keywords: keywords.map((one) => ({ ...one, lastAt: toTime(one.lastAt) })),
  }
}

interface NamedCount {
  readonly definition: Definition | undefined
  readonly kind: ActivityKind
  readonly count: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

function nameDefinitions({ definitions }: DeedCounts, snapshot: Snapshot): NamedCount[] {
  return definitions.map(({ id, count, lastAt }) => {
    const definition = snapshot.definitionById(id)
    return {
      definition,
      kind: definition === undefined ? 'custom' : activityKindOf(definition),
      count,
      lastAt,
    }
  })
}

function countKinds(counts: readonly NamedCount[]): Record<ActivityKind, number> {
  const kinds = Object.fromEntries(activityKinds.map((kind) => [kind, 0])) as Record<ActivityKind, number>
  for (const { kind, count } of counts) kinds[kind] += count
  return kinds
}

function listDefinitions(
  counts: readonly NamedCount[],
  kind: ActivityKind,
  order: (a: NamedCount, b: NamedCount) => number,
  limit: number,
): DefinitionCount[] {
  return counts
    .filter((one) => one.kind === kind)
    .toSorted(order)
    .slice(0, limit)
    .flatMap(({ definition, count, lastAt }) =>
      definition === undefined
        ? []
        : {
            definitionId: definition.guid,
            name: definition.name,
            displayName: definition.displayName,
            count,
            lastAt: toTime(lastAt),
          },
    )
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** The same day a year ago; days are compared as text, so that there need not be a 29th of February. */
function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
}
