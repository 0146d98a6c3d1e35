const PAUSE_MS = 1_000

/**
 * Lets one line a second into the log: what fails on every item must not keep it busy. Gives the number of lines that
 * were left out before this one, or null for one to be left out.
 */
export function createLogPace(): () => number | null {
  let quietUntil = 0
  let untold = 0
  return () => {
    const now = performance.now()
    if (now < quietUntil) {
      untold++
      return null
    }
    const before = untold
    quietUntil = now + PAUSE_MS
    untold = 0
    return before
  }
}
