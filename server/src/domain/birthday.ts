const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/i
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/
/** Where the day begins first, it is fourteen hours ahead of UTC. */
const EARLIEST_ZONE_MS = 14 * 3_600_000

/**
 * Reads a birthday as `YYYY-MM-DD`, as ISO date and time, or as `M/D/YYYY`, and gives the date alone, as it was
 * written: no time zone moves it (docs/spec/xperience.md §1.7). Null for anything else, for days that no calendar has
 * and for days that have begun nowhere on earth.
 */
export function parseBirthday(text: string, now: number): string | null {
  const iso = ISO.exec(text)
  const american = AMERICAN.exec(text)
  const [year, month, day] = iso ? iso.slice(1, 4) : american ? [american[3], american[1], american[2]] : []
  if (year === undefined || month === undefined || day === undefined || year === '0000') return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const latest = new Date(now + EARLIEST_ZONE_MS).toISOString().slice(0, 10)
  return isRealDate(date) && date <= latest ? date : null
}

/** JavaScript takes the 30th of February for the 1st or 2nd of March. */
function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
