import { scaleUtc } from 'd3-scale'
import type { TimeAxis } from './time-axis.ts'

export interface Tick {
  readonly at: number
  readonly x: number
  readonly label: string
  /** The same with its day, or of a day with its year; null of what names its year itself. */
  readonly dated: string | null
}

const PIXELS_PER_TICK = 84
/** Labels nearer than this would touch. */
const NEAREST = 60

/**
 * Ticks at round times of a zone: hours, days, months, years, as the zoom asks; none inside a collapsed gap. `margin` is how
 * far beyond both edges they go, in pixels.
 */
export function findTicks(axis: TimeAxis, zone: string, margin = 0): Tick[] {
  const ticks: Tick[] = []
  for (const { from, until } of findShownSpans(axis, margin)) {
    const width = axis.toX(until) - axis.toX(from)
    const count = width / PIXELS_PER_TICK
    if (count < 0.5) continue
    // As if the zone were UTC: then its midnight is one of the round times that the scale knows.
    const scale = scaleUtc().domain([from + offsetAt(from, zone), until + offsetAt(until, zone)])
    const locals = scale.ticks(Math.max(count, 1))
    // All that are told apart by days are called so, also the first of a month or a year.
    const areDays = locals.some((local) => isWithinDay(local) || local.getUTCDate() > 1)
    for (const local of locals) {
      const at = fromLocal(local.getTime(), zone)
      const x = axis.toX(at)
      const last = ticks.at(-1)
      if (x < -margin || x > axis.width + margin || (last !== undefined && x - last.x < NEAREST)) continue
      ticks.push({
        at,
        x,
        label: areDays && !isWithinDay(local) ? day.format(local) : labelOf(local),
        dated: areDays ? dateOf(local) : null,
      })
    }
  }
  return ticks
}

/** What lies between the gaps. */
function findShownSpans(
  { gaps, width, toTime }: TimeAxis,
  margin: number,
): { from: number; until: number }[] {
  const view = { from: toTime(-margin), until: toTime(width + margin) }
  const spans: { from: number; until: number }[] = []
  let from = view.from
  for (const gap of gaps) {
    if (gap.until <= view.from || gap.from >= view.until) continue
    if (gap.from > from) spans.push({ from, until: gap.from })
    from = gap.until
  }
  if (view.until > from) spans.push({ from, until: view.until })
  return spans
}

const year = new Intl.DateTimeFormat(undefined, { year: 'numeric', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const minute = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
const second = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', timeZone: 'UTC' })
const dayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const dayAndMinute = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
})

function isWithinDay(local: Date): boolean {
  return local.getUTCHours() + local.getUTCMinutes() + local.getUTCSeconds() > 0
}

/** What the first label says: nothing else on the picture names the day of an hour, or the year of a day. */
function dateOf(local: Date): string | null {
  if (!isWithinDay(local)) return dayAndYear.format(local)
  // Seconds need the room, and are of this minute.
  return local.getUTCSeconds() === 0 ? dayAndMinute.format(local) : null
}

/** The coarsest words that still name the time. */
function labelOf(local: Date): string {
  if (local.getUTCSeconds() > 0) return second.format(local)
  if (isWithinDay(local)) return minute.format(local)
  return local.getUTCMonth() > 0 ? month.format(local) : year.format(local)
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  const parts = formatterOf(zone).formatToParts(at)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const local = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return local - Math.floor(at / 1000) * 1000
}

/** The moment at which the clocks of a zone show a time, given as if it were UTC. */
function fromLocal(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone)
  return local - offsetAt(guess, zone)
}

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, formatter)
  return formatter
}
