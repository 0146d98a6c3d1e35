/** `0:01:05`: what spreadsheets take for a duration. */
export function formatClock(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  return [Math.floor(seconds / 3_600), ...parts].join(':')
}
