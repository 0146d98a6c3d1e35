import type { Uuid } from '../../domain/ids.ts'
import type { PixelScale } from './pixel-scale.ts'
import { type Money, sumMoney } from './sum-money.ts'

export type MarkKind = 'visit' | 'goal' | 'outcome' | 'campaign'

/** Something that happened, or several of one kind that a picture cannot tell apart. */
export interface MarkFacts {
  readonly kind: MarkKind
  /** Of the visit, or of the activity; of several the first one's. */
  readonly id: Uuid
  readonly visitId: Uuid
  readonly at: number
  /** Of the last one of several; a visit's end. */
  readonly until: number
  readonly count: number
  /** What they are called, the most frequent first, at most {@link mostNames}. */
  readonly names: readonly { readonly name: string; readonly count: number }[]
  readonly points: number
  readonly monetary: Money
  readonly pageViews: number
  /** Null for several. */
  readonly url: string | null
  readonly robot: boolean
  readonly open: boolean
}

const mostNames = 3
const bucketSizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096]

/**
 * Merges marks of one kind that lie in the same pixel; where more than `most` are left, in the same two, three … pixels.
 * Robots' visits stay apart from people's, and open visits from those that are over. Marks and result in order of time.
 */
export function mergeMarks(marks: readonly MarkFacts[], scale: PixelScale, most: number): MarkFacts[] {
  const places = marks.map((mark) => ({ mark, sort: sortOf(mark), x: scale(mark.at) }))
  const bucketOf = ({ sort, x }: (typeof places)[number], size: number) => Math.floor(x / size) * sorts + sort
  const size =
    bucketSizes.find((pixels) => new Set(places.map((place) => bucketOf(place, pixels))).size <= most) ??
    Number.POSITIVE_INFINITY
  return [...Map.groupBy(places, (place) => bucketOf(place, size)).values()]
    .map((bucket) => mergeAll(bucket.map(({ mark }) => mark)))
    .sort((a, b) => a.at - b.at)
}

const kindNumbers: Readonly<Record<MarkKind, number>> = { visit: 0, goal: 1, outcome: 2, campaign: 3 }
const sorts = 16

/** What may be merged has the same number. */
function sortOf({ kind, robot, open }: MarkFacts): number {
  return kindNumbers[kind] * 4 + (robot ? 2 : 0) + (open ? 1 : 0)
}

function mergeAll(marks: readonly MarkFacts[]): MarkFacts {
  const [first, ...others] = marks as [MarkFacts, ...MarkFacts[]]
  if (others.length === 0) return first
  const nameCounts = new Map<string, number>()
  for (const { name, count } of marks.flatMap(({ names }) => names)) {
    nameCounts.set(name, (nameCounts.get(name) ?? 0) + count)
  }
  return {
    ...first,
    until: marks.reduce((latest, { until }) => Math.max(latest, until), first.until),
    count: sumOf(marks, 'count'),
    names: [...nameCounts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, mostNames),
    points: sumOf(marks, 'points'),
    monetary: sumMoney(marks),
    pageViews: sumOf(marks, 'pageViews'),
    url: null,
  }
}

function sumOf(marks: readonly MarkFacts[], member: 'count' | 'points' | 'pageViews'): number {
  return marks.reduce((sum, mark) => sum + mark[member], 0)
}
