import type { TimeAxis } from './time-axis.ts'

const NARROWEST = 6
const WIDEST = 40
/** Between the left edges of two columns: one pixel stays free. */
const NEAREST = NARROWEST + 1
const STUB = 8
const TALLEST_ABOVE_STUB = 52

interface Visit {
  readonly at: number
  readonly until: number
  readonly points: number
}

export interface Column<Mark> {
  /** Its left edge: when the visit began, of one that lasts into the view the edge of the picture. */
  readonly x: number
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
}

/**
 * The columns of visits, in order: each at its start, as wide as it was long, as high as the root of its value; those that
 * would overlap are one, but none in view with one out of it. No two overlap.
 */
export function layOutColumns<Mark extends Visit>(visits: readonly Mark[], axis: TimeAxis): Column<Mark>[] {
  const groups: { x: number; marks: Mark[] }[] = []
  const places = visits.map((visit) => ({ visit, x: placeOf(visit, axis) })).sort((a, b) => a.x - b.x)
  for (const { visit, x } of places) {
    const group = groups.at(-1)
    const isNear = group !== undefined && x - group.x < NEAREST
    if (isNear && isInView(x, axis) === isInView(group.x, axis)) group.marks.push(visit)
    else groups.push({ x, marks: [visit] })
  }
  const values = groups.map(({ marks }) => marks.reduce((sum, { points }) => sum + Math.max(points, 0), 0))
  const most = Math.max(...values, 1)
  return groups.map(({ x, marks }, n) => {
    const end = Math.max(...marks.map(({ until }) => axis.toX(until)))
    const room = (groups[n + 1]?.x ?? Number.POSITIVE_INFINITY) - x - 1
    const width = Math.min(Math.max(end - x, NARROWEST), WIDEST, room)
    const value = values[n] ?? 0
    return { x, width, height: STUB + TALLEST_ABOVE_STUB * Math.sqrt(value / most), marks }
  })
}

function placeOf({ at, until }: Visit, axis: TimeAxis): number {
  const x = axis.toX(at)
  return axis.toX(until) >= 0 ? Math.max(x, 0) : x
}

function isInView(x: number, { width }: TimeAxis): boolean {
  return x >= 0 && x <= width
}
