import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { JourneyEventRow, JourneyVisitRow } from './journey.queries.ts'
import type { MarkFacts, MarkKind } from './merge-marks.ts'
import { moneyOf } from './sum-money.ts'

const minuteMs = 60_000

export function toVisitMark(row: JourneyVisitRow, snapshot: Snapshot, now: number): MarkFacts {
  const timeoutMs = snapshot.settings['visit.timeoutMinutes'] * minuteMs
  const channel = snapshot.channelById(row.channel_id)
  return {
    kind: 'visit',
    id: row.id,
    visitId: row.id,
    at: row.at,
    until: row.until,
    count: 1,
    names: channel === undefined ? [] : [{ name: channel.name, count: 1 }],
    points: row.points,
    monetary: {},
    pageViews: row.page_views,
    url: row.entry_url,
    robot: row.robot,
    open: !row.flushed && now - row.until < timeoutMs,
  }
}

export function toEventMark(row: JourneyEventRow, snapshot: Snapshot): MarkFacts {
  const definition = snapshot.definitionById(row.definition_id)
  return {
    kind: kindOf(definition?.kind),
    id: row.id,
    visitId: row.visit_id,
    at: row.at,
    until: row.at,
    count: 1,
    names: definition === undefined ? [] : [{ name: definition.displayName, count: 1 }],
    points: row.points,
    monetary: moneyOf(row.monetary, row.currency),
    pageViews: 0,
    url: row.url,
    robot: false,
    open: false,
  }
}

const eventKinds = ['goal', 'outcome', 'campaign'] as const satisfies readonly MarkKind[]

/** The definitions whose activities are marks of their own. */
export function findMarkDefinitions(snapshot: Snapshot): number[] {
  return snapshot.definitions
    .filter(({ kind }) => eventKinds.some((markKind) => markKind === kind))
    .map(({ id }) => id)
}

function kindOf(kind: string | undefined): MarkKind {
  return eventKinds.find((markKind) => markKind === kind) ?? 'goal'
}
