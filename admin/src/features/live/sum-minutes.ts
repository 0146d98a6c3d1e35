import type { LiveMinutes, Verdict } from './live.api.ts'

/** What the overview counts, in its words, and as it adds verdicts up. */
const parts = {
  accepted: ['accepted', 'accepted_provisional', 'partly_accepted'],
  partly: ['accepted_provisional', 'partly_accepted'],
  filtered: ['filtered', 'withheld'],
  refused: ['refused'],
  failed: ['failed'],
} as const satisfies Readonly<Record<string, readonly Verdict[]>>

export type LegendPart = keyof typeof parts

/** How many there were of each part, of those that there were any of; what was only partly taken is among the accepted. */
export function sumMinutes(
  items: LiveMinutes['items'],
): { part: LegendPart; verdict: Verdict; count: number }[] {
  return (Object.keys(parts) as LegendPart[]).flatMap((part) => {
    const verdicts: readonly Verdict[] = parts[part]
    const count = items.reduce(
      (sum, { counts }) => sum + verdicts.reduce((some, verdict) => some + (counts[verdict] ?? 0), 0),
      0,
    )
    const [verdict] = verdicts
    return count === 0 || verdict === undefined ? [] : [{ part, verdict, count }]
  })
}
