const MINUTE_MS = 60_000
const STEP_MS = 10_000

/** What a clock shows beside a moment: itself until that is a minute old, then steps of ten seconds. */
export function clockSince(moment: number, now: number): number {
  return now - moment < MINUTE_MS ? now : Math.floor(now / STEP_MS) * STEP_MS
}
