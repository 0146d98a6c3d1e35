import { activityKinds, type Kind } from '../../../shared/kinds.ts'
import type { ActivityHistogram } from '../activities.api.ts'

type Counts = ActivityHistogram['buckets'][number]['counts']

/** How many of each kind, in the order of kinds; those without any are left out. */
export function listCounts(counts: Counts): [kind: Kind, count: number][] {
  return activityKinds.flatMap((kind) => {
    const count = (counts as Readonly<Record<string, number | undefined>>)[kind] ?? 0
    return count === 0 ? [] : [[kind, count] as [Kind, number]]
  })
}

export function sumCounts(counts: Counts): number {
  return listCounts(counts).reduce((sum, [, count]) => sum + count, 0)
}

/** The kinds that occur anywhere, with how many in all. */
export function sumKinds({ buckets }: ActivityHistogram): [kind: Kind, count: number][] {
  const sums: Record<string, number> = {}
  for (const { counts } of buckets)
    for (const [kind, count] of listCounts(counts)) sums[kind] = (sums[kind] ?? 0) + count
  return listCounts(sums)
}

/** A round number at or above the largest bar, for the scale: 1, 2 or 5 times a power of ten. */
export function roundUp(largest: number): number {
  if (largest <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(largest))
  return [1, 2, 5, 10].map((step) => step * power).find((round) => round >= largest) ?? largest
}
