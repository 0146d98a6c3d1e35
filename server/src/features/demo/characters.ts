import { pickRegion } from './people.ts'
import { Random } from './random.ts'
import type { Region } from './regions.ts'

/** How somebody uses shop and app. */
export interface Habits {
  /** Among all people. */
  readonly share: number
  readonly where: 'shop' | 'app'
  /** Visits over the whole period, did it never end. */
  visits(random: Random): number
  /** Days between two visits, on average. */
  readonly gapDays: number
  /** Pages of a visit, on average. */
  readonly pages: number
  /** Whether they ever say who they are. */
  readonly known: number
  /** Whether a visit of somebody known ends with an order. */
  readonly buys: number
  /** Whether they come with a second device, which then becomes the same person by signing in. */
  readonly secondDevice: number
}

/** Few visits often, many visits seldom: a tail as long as that of real visitors. */
const longTail =
  (least: number, most: number, mean: number) =>
  (random: Random): number =>
    Math.min(most, least + Math.floor(random.exponential(mean - least)))

export const habits = {
  glancer: {
    share: 0.43,
    where: 'shop',
    visits: () => 1,
    gapDays: 1,
    pages: 1.3,
    known: 0,
    buys: 0,
    secondDevice: 0,
  },
  browser: {
    share: 0.24,
    where: 'shop',
    visits: longTail(1, 8, 1.8),
    gapDays: 6,
    pages: 3.5,
    known: 0.08,
    buys: 0,
    secondDevice: 0,
  },
  shopper: {
    share: 0.12,
    where: 'shop',
    visits: longTail(2, 20, 4),
    gapDays: 7,
    pages: 4.5,
    known: 0.6,
    buys: 0.3,
    secondDevice: 0.3,
  },
  regular: {
    share: 0.02,
    where: 'shop',
    visits: longTail(6, 80, 14),
    gapDays: 6,
    pages: 5,
    known: 0.97,
    buys: 0.35,
    secondDevice: 0.6,
  },
  business: {
    share: 0.02,
    where: 'shop',
    visits: longTail(2, 15, 4),
    gapDays: 8,
    pages: 5,
    known: 0.85,
    buys: 0,
    secondDevice: 0.2,
  },
  robot: {
    share: 0.015,
    where: 'shop',
    visits: longTail(1, 40, 5),
    gapDays: 2,
    pages: 6,
    known: 0,
    buys: 0,
    secondDevice: 0,
  },
  tryout: {
    share: 0.1,
    where: 'app',
    visits: longTail(1, 5, 2),
    gapDays: 2,
    pages: 3,
    known: 0.4,
    buys: 0,
    secondDevice: 0,
  },
  rider: {
    share: 0.05,
    where: 'app',
    visits: longTail(3, 60, 8),
    gapDays: 4,
    pages: 3.5,
    known: 0.85,
    buys: 0.03,
    secondDevice: 0.25,
  },
  enthusiast: {
    share: 0.005,
    where: 'app',
    visits: longTail(20, 200, 50),
    gapDays: 1,
    pages: 5,
    known: 1,
    buys: 0.02,
    secondDevice: 0.3,
  },
  // A tablet on the counter of a store: always signed in, at work all day. Placed by number, not by share.
  kiosk: {
    share: 0,
    where: 'shop',
    visits: () => 0,
    gapDays: 0,
    pages: 6,
    known: 1,
    buys: 0.1,
    secondDevice: 0,
  },
} as const satisfies Record<string, Habits>

export type HabitName = keyof typeof habits

/** What decides over all visits of somebody before the first one. */
export interface Character {
  readonly number: number
  readonly habit: HabitName
  readonly region: Region
}

/** The same number is the same character, whoever asks. */
export function describeCharacter(seed: number, number: number): Character {
  const random = new Random(seed, number, 1)
  const region = pickRegion(random)
  if (isKiosk(number)) return { number, habit: 'kiosk', region }
  let rest = random.fraction()
  for (const name of habitNames) {
    rest -= habits[name].share
    if (rest < 0) return { number, habit: name, region }
  }
  return { number, habit: 'glancer', region }
}

const habitNames = Object.keys(habits) as HabitName[]

/** A few, however many others there are: contacts with thousands of activities. */
function isKiosk(number: number): boolean {
  return number === 500 || number === 1500 || number % 10_000 === 3500
}
