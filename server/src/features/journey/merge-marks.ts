import type { Uuid } from '../../domain/ids.ts'
import { addMoney, type Money } from './add-money.ts'
import type { PixelScale } from './pixel-scale.ts'

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
  const placed = marks.map((mark) => ({ mark, x: scale(mark.at) }))
  for (const size of bucketSizes) {
    const buckets = Map.groupBy(placed, ({ mark, x }) => {
      return `${mark.kind} ${mark.robot} ${mark.open} ${Math.floor(x / size)}`
    })
    if (buckets.size > most && size !== bucketSizes.at(-1)) continue
    return [...buckets.values()]
      .map((bucket) => mergeAll(bucket.map(({ mark }) => mark)))
      .sort((a, b) => a.at - b.at)
  }
  return []
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
    monetary: marks.reduce((sum, { monetary }) => addMoney(sum, monetary), {} as Money),
    pageViews: sumOf(marks, 'pageViews'),
    url: null,
  }
}

function sumOf(marks: readonly MarkFacts[], member: 'count' | 'points' | 'pageViews'): number {
  return marks.reduce((sum, mark) => sum + mark[member], 0)
}
