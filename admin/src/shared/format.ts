/** In the language of the browser, but English words: `undefined` as a locale takes what the browser says. */
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const toTheMinute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const integers = new Intl.NumberFormat()
const tenths = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const short = { notation: 'compact', maximumFractionDigits: 1 } as const
const compact = new Intl.NumberFormat(undefined, short)

const WEEK_MS = 604_800_000
const STEPS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', WEEK_MS],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** Two clocks are never quite the same: what is so little ahead has just happened. */
const CLOCKS_APART_MS = 60_000

/** `3 hr. ago`; the largest unit of which there is at least one. From weeks on rounded: 90 days are three months, and not two. */
export function formatRelative(at: number, now: number): string {
  const ahead = at - now
  const past = ahead > 0 && ahead < CLOCKS_APART_MS ? 0 : ahead
  const step = STEPS.find(([, length]) => Math.abs(past) >= length)
  if (step === undefined) return relative.format(Math.trunc(past / 1000), 'second')
  const [unit, length] = step
  return relative.format((length < WEEK_MS ? Math.trunc : Math.round)(past / length), unit)
}

/** In the zone of the viewer. */
export function formatExact(at: number): string {
  return exact.format(at)
}

/** The same without seconds, where it names something. */
export function formatMinute(at: number): string {
  return toTheMinute.format(at)
}

/** A plain date (`1990-03-01`): the same day for viewers in every zone. */
export function formatDay(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`))
}

/** `1 m 12 s`, `2 h 5 m`; never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} m`
  if (minutes > 0) return seconds % 60 === 0 ? `${minutes} m` : `${minutes} m ${seconds % 60} s`
  return `${seconds} s`
}

export function formatNumber(value: number): string {
  return integers.format(value)
}

export function formatTenths(value: number): string {
  return tenths.format(value)
}

/** A currency that is none (`XXX`, plug-ins) keeps its code. */
export function formatMoney(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount)
  } catch {
    return `${integers.format(amount)} ${currency}`
  }
}

/** `1.2K`, where there is little room. */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** `€42.7K`; a currency that is none (`XXX`, plug-ins) keeps its code. */
export function formatMoneyShort(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, ...short }).format(amount)
  } catch {
    return `${compact.format(amount)} ${currency}`
  }
}
