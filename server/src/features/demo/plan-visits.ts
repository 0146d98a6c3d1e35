import { type Character, describeCharacter, type Habits, habits } from './characters.ts'
import { Random } from './random.ts'
import type { Rhythm } from './rhythm.ts'

/** Who comes when, in the order of time: everybody's visits together, as a server would have seen them. */
export interface VisitPlan {
  /** By visit: when it begins, in milliseconds since 1970. */
  readonly times: Float64Array
  /** By visit: the number of the person. */
  readonly people: Uint32Array
  /** By person. */
  readonly visitsOf: Uint32Array
}

/** Between the beginnings of two visits of a person: longer than a visit and the time-out after it take. */
const MIN_GAP_MS = 100 * 60_000

/** Plans all visits of a period, some bytes for each; what happens in them is made up when their turn comes. */
export function planVisits(seed: number, people: number, rhythm: Rhythm): VisitPlan {
  const times: number[] = []
  const persons: number[] = []
  const visitsOf = new Uint32Array(people)
  for (let number = 0; number < people; number++) {
    const character = describeCharacter(seed, number)
    const visits = planVisitsOf(character, new Random(seed, number, 3), rhythm)
    visitsOf[number] = visits.length
    for (const time of visits) {
      times.push(time)
      persons.push(number)
    }
  }
  const order = Uint32Array.from(times, (_, index) => index)
  const timeAt = (index: number): number => times[index] as number
  order.sort((a, b) => timeAt(a) - timeAt(b) || a - b)
  return {
    times: Float64Array.from(order, timeAt),
    people: Uint32Array.from(order, (index) => persons[index] as number),
    visitsOf,
  }
}

function planVisitsOf(character: Character, random: Random, rhythm: Rhythm): number[] {
  const habit: Habits = habits[character.habit]
  const { utcOffset } = character.region
  const times = character.habit === 'kiosk' ? planKiosk(character, rhythm) : []
  let day = rhythm.pickFirstDay(habit.where, random)
  for (let visit = habit.visits(random); visit > 0 && day < rhythm.days; visit--) {
    times.push(rhythm.pickMoment(habit.where, day, utcOffset, random))
    day += Math.floor(random.exponential(habit.gapDays))
    if (!rhythm.comesOn(habit.where, day, random)) day++
  }
  const inPeriod = times.filter((time) => time >= rhythm.from && time < rhythm.until).sort((a, b) => a - b)
  // Everybody comes once, also those whose moments all fell off the ends.
  if (inPeriod.length === 0)
    return [rhythm.from + Math.floor(random.fraction() * (rhythm.until - rhythm.from))]
  let last = Number.NEGATIVE_INFINITY
  return inPeriod.filter((time) => {
    const isKept = time - last >= MIN_GAP_MS
    if (isKept) last = time
    return isKept
  })
}

/** Shops are closed on Sundays. */
function planKiosk({ region }: Character, rhythm: Rhythm): number[] {
  const times: number[] = []
  for (let day = 0; day < rhythm.days; day++) {
    if (rhythm.isSunday(day)) continue
    for (let hour = 9; hour < 19; hour += 2) times.push(rhythm.momentOf(day, hour, region.utcOffset))
  }
  return times
}
