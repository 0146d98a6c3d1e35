/**
 * Durations of visits are kept in steps that grow with them, so that days can be added up and the median of a period is
 * still known, to within 3 % (or 30 ms, whichever is more). The same formula stands in {@link durationStep} for the
 * database.
 */
const STEPS_PER_E = 32

/** Of seconds, as SQL. */
export const durationStep = `floor(ln(1 + seconds) * ${STEPS_PER_E})::smallint`

/** How many visits took how long: pairs of a step and a number. */
export type DurationCounts = readonly (readonly [step: number, visits: number])[]

/** In milliseconds; null where there are no visits. */
export function medianDuration(counts: DurationCounts): number | null {
  const sorted = counts.toSorted(([a], [b]) => a - b)
  const half = sorted.reduce((sum, [, visits]) => sum + visits, 0) / 2
  let below = 0
  for (const [step, visits] of sorted) {
    if (below + visits >= half) return interpolate(step, (half - below) / visits)
    below += visits
  }
  return null
}

function interpolate(step: number, share: number): number {
  const [from, to] = [step, step + 1].map((edge) => Math.exp(edge / STEPS_PER_E) - 1) as [number, number]
  return Math.round((from + (to - from) * share) * 1000)
}
