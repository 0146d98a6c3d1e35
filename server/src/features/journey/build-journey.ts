import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'
import { type EraSpan, type EraStart, findEras } from './find-eras.ts'
import { findGaps, keepLongest, type Span } from './find-gaps.ts'
import type { IdentificationRow, JourneyEventRow, JourneyVisitRow } from './journey.queries.ts'
import type { Journey, JourneyEra, JourneyMark } from './journey.schemas.ts'
import { measureDensity } from './measure-density.ts'
import { type MarkFacts, type MarkKind, mergeMarks } from './merge-marks.ts'
import { countGapsThatFit, createPixelScale } from './pixel-scale.ts'
import { sumMoney, toNumbers } from './sum-money.ts'
import { toEventMark, toVisitMark } from './to-marks.ts'

/** What is stored of a contact, in order of time. */
export interface StoredJourney {
  readonly contact: ContactFamily
  readonly visits: readonly JourneyVisitRow[]
  readonly events: readonly JourneyEventRow[]
  readonly identifications: readonly IdentificationRow[]
}

const mostMarks = 400
const mostEras = 100
const mostGaps = 200
const densityParts = 200

/** What a picture of a contact's journey shows on `width` pixels; `range` null: everything until `now`. */
export function buildJourney(
  { contact, visits: visitRows, events: eventRows, identifications }: StoredJourney,
  asked: { readonly range: Span; readonly width: number },
  snapshot: Snapshot,
  now: number,
): Journey {
  const { range, width } = asked
  const visits = visitRows.map((row) => toVisitMark(row, snapshot, now))
  const events = eventRows.map((row) => toEventMark(row, snapshot))
  const gaps = findGaps(
    visits.map(({ at, until }) => ({ from: at, until })),
    now,
  )
  const shownVisits = visits.filter(({ at, until }) => at < range.until && until >= range.from)
  const shownEvents = events.filter(isWithin(range))
  const gapsInView = gaps.filter((gap) => gap.until > range.from && gap.from < range.until)
  const scale = createPixelScale(range, keepLongest(gapsInView, countGapsThatFit(width)), width)
  const marks = mergeMarks([...shownVisits, ...shownEvents], scale, mostMarks)
  const firstAt = contact.firstAt?.getTime() ?? null
  const lastAt = visits.reduce<number | null>((last, { until }) => Math.max(last ?? until, until), null)
  return {
    contactId: contact.contactId,
    from: toTime(range.from),
    to: toTime(range.until),
    firstAt: firstAt === null ? null : toTime(firstAt),
    lastAt: lastAt === null ? null : toTime(lastAt),
    eras:
      firstAt === null
        ? []
        : findEras(firstAt, snapshot.settings['profiles.unknownEraLabel'], findEraStarts(eventRows, snapshot))
            .filter((era) => era.from < range.until && (era.until ?? Number.POSITIVE_INFINITY) >= range.from)
            .slice(-mostEras)
            .map((era) => toEra(era, visits, events)),
    identifications: identifications.map(({ at, merged_id }) => ({
      at: at.toISOString(),
      mergedId: merged_id,
    })),
    marks: marks.map(toMark),
    gaps: keepLongest(gaps, mostGaps).map(({ from, until }) => ({
      from: toTime(from),
      until: toTime(until),
    })),
    totals: addTotals(visitRows, shownVisits, shownEvents),
    density:
      firstAt === null
        ? []
        : measureDensity(
            visitRows.map((row) => ({ at: row.at, amount: row.activities })),
            firstAt,
            now,
            densityParts,
          ),
  }
}

function findEraStarts(rows: readonly JourneyEventRow[], snapshot: Snapshot): EraStart[] {
  return rows.flatMap(({ at, definition_id }) => {
    const definition = snapshot.definitionById(definition_id)
    if (definition?.kind !== 'outcome' || definition.era === null) return []
    return { at, label: definition.era, definitionId: definition.guid }
  })
}

function toEra(era: EraSpan, visits: readonly MarkFacts[], events: readonly MarkFacts[]): JourneyEra {
  const span = { from: era.from, until: era.until ?? Number.POSITIVE_INFINITY }
  const inEra = visits.filter(isWithin(span))
  return {
    label: era.label,
    place: era.place,
    definitionId: era.definitionId,
    from: toTime(era.from),
    until: era.until === null ? null : toTime(era.until),
    visits: inEra.length,
    points: sumPoints(inEra),
    monetary: toNumbers(sumMoney(events.filter(isWithin(span)))),
  }
}

function addTotals(
  rows: readonly JourneyVisitRow[],
  visits: readonly MarkFacts[],
  events: readonly MarkFacts[],
): Journey['totals'] {
  const shown = new Set(visits.map(({ id }) => id))
  const countOf = (kind: MarkKind) => events.filter((event) => event.kind === kind).length
  return {
    visits: visits.length,
    robotVisits: visits.filter(({ robot }) => robot).length,
    activities: rows.filter(({ id }) => shown.has(id)).reduce((sum, row) => sum + row.activities, 0),
    points: sumPoints(visits),
    goals: countOf('goal'),
    outcomes: countOf('outcome'),
    campaigns: countOf('campaign'),
    monetary: toNumbers(sumMoney(events)),
  }
}

function isWithin({ from, until }: Span): (mark: { readonly at: number }) => boolean {
  return ({ at }) => at >= from && at < until
}

function sumPoints(marks: readonly MarkFacts[]): number {
  return marks.reduce((sum, { points }) => sum + points, 0)
}

function toMark(mark: MarkFacts): JourneyMark {
  const { at, until, monetary, names } = mark
  return { ...mark, at: toTime(at), until: toTime(until), names: [...names], monetary: toNumbers(monetary) }
}

function toTime(at: number): string {
  return new Date(at).toISOString()
}
