import type { campaigns } from './demo-document.ts'
import { Random } from './random.ts'

const DAY_MS = 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

/** From Sunday. */
const weekdays = {
  shop: [1.15, 1.1, 1, 1, 0.95, 0.85, 0.8],
  app: [1.7, 0.75, 0.8, 0.85, 0.8, 0.9, 1.55],
} as const

/** Of the local day, hour by hour. */
const hours = {
  shop: [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 11, 13, 12, 10, 10, 11, 12, 13, 16, 19, 18, 12, 6],
  app: [1, 0, 0, 0, 1, 4, 12, 20, 16, 9, 8, 8, 8, 7, 7, 9, 14, 22, 20, 13, 8, 5, 3, 2],
} as const

type Where = keyof typeof weekdays

/** When campaigns ran, as parts of the period: the first half of a day after a mailing is when it is read. */
export const campaignTimes: {
  readonly [key in keyof typeof campaigns]: readonly [from: number, to: number]
} = {
  searchAds: [0, 1],
  affiliates: [0, 1],
  flyer: [0, 1],
  springNewsletter: [0.12, 0.17],
  display: [0.2, 0.45],
  socialAds: [0.35, 0.75],
  reminder: [0.56, 0.6],
  sale: [0.82, 0.9],
}

/** When things happen: over the period, the week and the day. Moments are milliseconds since 1970. */
export class Rhythm {
  readonly from: number
  readonly until: number
  readonly days: number
  readonly #firstDay: number
  readonly #arrivals: Record<Where, Float64Array>

  constructor(seed: number, from: number, until: number) {
    this.from = from
    this.until = until
    this.#firstDay = Math.floor(from / DAY_MS) * DAY_MS
    this.days = Math.ceil((until - this.#firstDay) / DAY_MS)
    const random = new Random(seed, 0, 2)
    // Slow growth, the week, more while mailings are read, and weather.
    const weather = Array.from({ length: this.days }, () => 0.85 + random.fraction() * 0.3)
    const weigh = (where: Where): Float64Array =>
      accumulate(weather.map((noise, day) => noise * this.#weekday(where, day) * this.#trend(day)))
    this.#arrivals = { shop: weigh('shop'), app: weigh('app') }
  }

  /** How far a moment lies in the period, from 0 to 1. */
  progress(at: number): number {
    return (at - this.from) / (this.until - this.from)
  }

  /** The day of somebody's first visit. */
  pickFirstDay(where: Where, random: Random): number {
    return pickIndex(this.#arrivals[where], random)
  }

  /** Whether somebody who might come on this day does: less likely on days on which few do. */
  comesOn(where: Where, day: number, random: Random): boolean {
    return random.fraction() * 1.2 < this.#weekday(where, day)
  }

  isSunday(day: number): boolean {
    return new Date(this.#firstDay + day * DAY_MS).getUTCDay() === 0
  }

  /** A moment of a day at which somebody is awake there; it may lie outside the period. */
  pickMoment(where: Where, day: number, utcOffset: number, random: Random): number {
    return this.momentOf(day, pickIndex(hourSums[where], random) + random.fraction(), utcOffset)
  }

  /** The moment at which it is this hour of a day there. */
  momentOf(day: number, localHour: number, utcOffset: number): number {
    return this.#firstDay + day * DAY_MS + Math.floor((localHour - utcOffset) * HOUR_MS)
  }

  #weekday(where: Where, day: number): number {
    return weekdays[where][new Date(this.#firstDay + day * DAY_MS).getUTCDay()] ?? 1
  }

  #trend(day: number): number {
    const progress = day / this.days
    const isMailed = [campaignTimes.springNewsletter, campaignTimes.sale].some(
      ([from, to]) => progress >= from && progress < to,
    )
    return (0.8 + 0.4 * progress) * (isMailed ? 1.5 : 1)
  }
}

function accumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length)
  let sum = 0
  for (const [index, weight] of weights.entries()) {
    sum += weight
    sums[index] = sum
  }
  return sums
}

const hourSums = { shop: accumulate(hours.shop), app: accumulate(hours.app) }

/** An index, each as often as its weight says. */
function pickIndex(sums: Float64Array, random: Random): number {
  const wanted = random.fraction() * (sums.at(-1) ?? 0)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sums[middle] as number) > wanted) high = middle
    else low = middle + 1
  }
  return low
}
