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
  const byVisit = Map.groupBy(
    marks.filter(({ kind }) => kind !== 'visit'),
    ({ visitId }) => visitId,
  )
  const visits = marks
    .filter(({ kind }) => kind === 'visit')
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map((visit): FeedVisit => ({ visit, marks: byVisit.get(visit.visitId) ?? [] }))
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
