import type { Journey, JourneyEra, Mark } from './journey.api.ts'

/** A visit with what was reached in it. */
export interface FeedVisit {
  readonly visit: Mark
  readonly marks: readonly Mark[]
}

export interface FeedEra {
  readonly era: JourneyEra
  readonly days: readonly { readonly day: string; readonly visits: readonly FeedVisit[] }[]
}

/** A journey as a list: eras, in them days of the viewer's zone, in them visits, the newest first. `most`: visits at most. */
export function groupFeed(
  journey: Pick<Journey, 'eras'>,
  marks: readonly Mark[],
  dayOf: (at: number) => string,
  most: number,
): FeedEra[] {
  const visits = listVisits(marks).slice(0, most)
  return journey.eras
    .map((era): FeedEra => {
      const from = Date.parse(era.from)
      const until = era.until === null ? Number.POSITIVE_INFINITY : Date.parse(era.until)
      const inEra = visits.filter(({ visit }) => visit.at >= from && visit.at < until)
      const days = [...Map.groupBy(inEra, ({ visit }) => dayOf(visit.at))]
      return { era, days: days.map(([day, visits]) => ({ day, visits })) }
    })
    .filter(({ days }) => days.length > 0)
    .reverse()
}

/** The visits among some marks, the newest first, with what was reached in them. */
function listVisits(marks: readonly Mark[]): FeedVisit[] {
  const visits = marks.filter(({ kind }) => kind === 'visit').sort((a, b) => b.at - a.at)
  const ids = new Set(visits.map(({ visitId }) => visitId))
  // Of several visits that came as one only the first is known by its id: of the others, time tells.
  const visitOf = (mark: Mark) =>
    ids.has(mark.visitId)
      ? mark.visitId
      : visits.find(({ count, at, until }) => count > 1 && at <= mark.at && mark.at <= until)?.visitId
  const byVisit = Map.groupBy(
    marks.filter(({ kind }) => kind !== 'visit'),
    visitOf,
  )
  return visits.map((visit) => ({ visit, marks: byVisit.get(visit.visitId) ?? [] }))
}

/** Which visits came as one mark, of the marks of a closer look at its time; the newest first. */
export function takeApart(several: Mark, marks: readonly Mark[]): FeedVisit[] {
  let left = several.count
  const isOneOfThem = (visit: Mark) => {
    const isIt =
      left > 0 && visit.at >= several.at && visit.robot === several.robot && visit.open === several.open
    if (isIt) left -= visit.count
    return isIt
  }
  const visits = new Set(marks.filter((mark) => mark.kind === 'visit' && isOneOfThem(mark)))
  return listVisits(marks).filter(({ visit }) => visits.has(visit))
}
