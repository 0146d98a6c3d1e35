const MINUTE_MS = 60_000

/** The minute that begins at a time, as parameters of a list. */
export function minuteRange(begin: string): { from: string; to: string } {
  const at = Math.floor(Date.parse(begin) / MINUTE_MS) * MINUTE_MS
  return { from: new Date(at).toISOString(), to: new Date(at + MINUTE_MS).toISOString() }
}
