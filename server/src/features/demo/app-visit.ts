import { routes, screens } from './company.ts'
import type { VisitWriter } from './visit-writer.ts'

/** What somebody does with the app, and how far they get. */
export interface AppVisitor {
  /** Screens that they open, on average. */
  readonly screens: number
  readonly rides: boolean
  readonly isFirstRide: boolean
  readonly buysMembership: boolean
  readonly currency: string
  /** Asked in the profile; false when they would rather not. */
  identify(writer: VisitWriter, source: string): boolean
}

/** One time that the app is opened. */
export function writeAppVisit(writer: VisitWriter, visitor: AppVisitor): void {
  const { random, catalogue } = writer
  const { activityTypes, goals, outcomes } = catalogue
  writer.view(screens.home)
  const steps = Math.floor(random.exponential(visitor.screens))
  for (let step = 0; step < steps; step++) {
    writer.wait(15)
    look(writer)
  }
  if (visitor.rides) {
    writer.wait(5)
    writer.view(screens.ride)
    writer.click('Start')
    // The app speaks up now and then on the way, so that the visit goes on.
    for (let minutes = random.between(8, 45); minutes > 0; minutes -= 12) {
      writer.at += Math.min(minutes, 12) * 60_000
      writer.view(screens.map)
    }
    writer.click('Finish')
    writer.view(screens.summary)
    writer.custom(activityTypes.ride, random.pickPopular(routes), {
      kilometres: random.between(20, 480) / 10,
      climb: random.between(0, 900),
    })
    if (visitor.isFirstRide) writer.goal(goals.firstRide)
    if (random.chance(0.12)) writer.goal(goals.challenge)
  }
  if (visitor.buysMembership) {
    writer.wait(20)
    writer.view(screens.membership)
    writer.wait(40)
    if (visitor.identify(writer, 'Membership')) {
      writer.outcome(outcomes.membership, 3900, visitor.currency, { months: 12 })
    }
  } else if (random.chance(0.15)) {
    writer.wait(10)
    writer.view(screens.profile)
    writer.wait(40)
    if (visitor.identify(writer, 'Profile')) writer.goal(goals.account)
  }
}

function look(writer: VisitWriter): void {
  const { random, catalogue } = writer
  const chance = random.fraction()
  if (chance < 0.3) writer.view(screens.map)
  else if (chance < 0.5) {
    writer.view(screens.routes)
    if (random.chance(0.3)) writer.custom(catalogue.activityTypes.routeSaved, random.pickPopular(routes))
  } else if (chance < 0.65) writer.view(screens.garage)
  else if (chance < 0.72) {
    writer.view(screens.service)
    if (random.chance(0.3))
      writer.custom(
        catalogue.activityTypes.serviceLogged,
        random.pick(['Chain oiled', 'Tyres pumped', 'Brakes set']),
      )
  } else if (chance < 0.84) {
    writer.view(screens.friends)
    if (random.chance(0.4)) writer.click('Cheer')
  } else if (chance < 0.94) {
    writer.view(screens.challenges)
    if (random.chance(0.3)) writer.click('Join')
  } else writer.view(screens.settings)
}
