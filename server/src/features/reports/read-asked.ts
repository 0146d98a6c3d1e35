import type { Definition, Snapshot } from '../../catalogue/snapshot.ts'
import { referrerChannels } from '../../domain/traffic-channel.ts'
import { addDays, createDayOf } from '../shared/days.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { Problem } from '../shared/problem.ts'
import type { Asked } from './find-sums.queries.ts'
import { openPeriod } from './report-period.ts'
import type { AskedFilters } from './reports.parameters.ts'
import type { SourceFilter, VisitFilter } from './visit-filter.ts'

/** What a report is asked for, in the ids of the database. Throws a {@link Problem} for what is not there. */
export function readAsked(asked: AskedFilters, snapshot: Snapshot, now: number): Asked {
  const timeZone = snapshot.settings['reports.timeZone']
  const to = asked.to ?? createDayOf(timeZone)(now)
  const from = asked.from ?? addDays(to, 1 - asked.days)
  return { period: openPeriod(from, to, timeZone), filter: readFilter(asked, snapshot), snapshot }
}

function readFilter(asked: AskedFilters, snapshot: Snapshot): VisitFilter {
  return {
    channelIds: asked.channel?.flatMap((channel) => findChannelIds(snapshot, channel) ?? []) ?? null,
    robots: asked.robots,
    campaigns:
      asked.campaign?.map((text) => (text === NONE ? 0 : findDefinition(snapshot, 'campaign', text).id)) ??
      null,
    sources: asked.trafficChannel === null ? null : findSources(snapshot, asked.trafficChannel),
    goals: asked.goal?.map((guid) => findDefinition(snapshot, 'goal', guid).id) ?? null,
    entryPages: asked.entryPage === null ? null : [readNone(asked.entryPage)],
    devices: asked.device?.map(readNone) ?? null,
    countries: asked.country?.map(readNone) ?? null,
  }
}

/** Names what is not there, in filters and in breakdowns. */
export const NONE = 'none'

function readNone(text: string): string {
  return text === NONE ? '' : text
}

function findDefinition(snapshot: Snapshot, kind: 'campaign' | 'goal', guid: string): Definition {
  const definition = snapshot.definition(kind, guid)
  if (definition !== undefined) return definition
  const message = `There is no ${kind} '${guid.slice(0, 100)}'.`
  throw new Problem('invalid_parameter', message, [{ parameter: kind, message }])
}

function findSources(snapshot: Snapshot, names: readonly string[]): SourceFilter {
  const channelled = snapshot.definitions.filter(
    ({ kind, trafficChannel }) => kind === 'campaign' && trafficChannel !== null,
  )
  const ofNames = channelled.filter(({ trafficChannel }) => names.includes(trafficChannel ?? ''))
  return {
    campaigns: ofNames.map(({ id }) => id),
    channelled: channelled.map(({ id }) => id),
    referrers: referrerChannels.flatMap((name, place) => (names.includes(name) ? [place] : [])),
  }
}
