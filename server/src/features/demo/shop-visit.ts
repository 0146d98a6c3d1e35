import {
  articles,
  type Category,
  categories,
  downloads,
  type Page,
  type Product,
  pages,
  referrers,
  searches,
} from './company.ts'
import type { campaigns } from './demo-document.ts'
import { campaignTimes } from './rhythm.ts'
import type { VisitWriter } from './visit-writer.ts'

/** What somebody has in mind when they come to the shop, and how far they get. */
export interface ShopVisitor {
  /** Pages that they look at, on average. */
  readonly pages: number
  readonly isBusiness: boolean
  readonly wantsToBuy: boolean
  readonly currency: string
  /** Of the period, from 0 to 1: which campaigns run. */
  readonly progress: number
  /** Done on the landing page: a visit is judged by the referrer of its first page. */
  begin(writer: VisitWriter): void
  /** Asked when an account is needed; false when they would rather not. */
  identify(writer: VisitWriter, source: string): boolean
  /** Asked when the newsletter is offered; says whether they take it. */
  subscribe(writer: VisitWriter): boolean
}

/** One visit to the web shop, from where it comes to where it ends. */
export function writeShopVisit(writer: VisitWriter, visitor: ShopVisitor): void {
  const { random, catalogue } = writer
  const cart: Product[] = []
  arrive(writer, visitor)
  visitor.begin(writer)
  const steps = Math.floor(random.exponential(visitor.pages))
  let category = random.pickPopular(categories)
  for (let step = 0; step < steps; step++) {
    writer.wait(45)
    if (random.chance(0.25)) category = random.pickPopular(categories)
    if (visitor.isBusiness && random.chance(0.5)) visitBusiness(writer)
    else browse(writer, visitor, category, cart)
  }
  if (visitor.isBusiness && steps > 2 && random.chance(0.25)) askForQuote(writer, visitor)
  if (visitor.wantsToBuy) buy(writer, visitor, category, cart)
  else if (cart.length > 0 && random.chance(0.35)) {
    writer.wait(40)
    writer.view(pages.cart)
    if (random.chance(0.3)) writer.event(catalogue.events.removedFromCart, cart.at(-1)?.name)
  }
}

function arrive(writer: VisitWriter, visitor: ShopVisitor): void {
  const { random, catalogue } = writer
  if (random.chance(0.22)) {
    const running = campaignKeys.filter((key) => {
      const [from, to] = campaignTimes[key]
      return visitor.progress >= from && visitor.progress < to
    })
    // A mailing is read by many, for a few days.
    const mailed = running.filter((key) => mailings.has(key))
    const campaign = random.pick(mailed.length > 0 && random.chance(0.6) ? mailed : running)
    const landing = visitor.isBusiness
      ? pages.businessLeasing
      : landingOf(campaign, random.pickPopular(categories).page)
    writer.view(landing, campaignReferrers[campaign] ?? null, `?utm_campaign=${campaign}`)
    writer.campaign(catalogue.campaigns[campaign])
    return
  }
  const landings: readonly Page[] = [
    pages.home,
    pages.home,
    random.pickPopular(random.pickPopular(categories).products),
    random.pickPopular(articles),
    random.pickPopular(categories).page,
  ]
  writer.view(visitor.isBusiness ? pages.business : random.pick(landings), random.pick(referrers))
  if (random.chance(0.006)) writer.event(catalogue.events.notFound, '/sale-2019')
}

const campaignKeys = Object.keys(campaignTimes) as (keyof typeof campaigns)[]
const mailings: ReadonlySet<keyof typeof campaigns> = new Set(['springNewsletter', 'reminder', 'sale'])
const campaignReferrers: { readonly [key in keyof typeof campaigns]?: string } = {
  searchAds: 'https://www.google.com/',
  socialAds: 'https://www.instagram.com/',
  display: 'https://cityrider.example/',
  affiliates: 'https://slowmiles.example/gear/panniers',
}

function landingOf(campaign: keyof typeof campaigns, otherwise: Page): Page {
  if (campaign === 'reminder') return pages.workshop
  if (campaign === 'searchAds') return categories[0]?.page ?? otherwise
  return campaign === 'flyer' ? pages.stores : otherwise
}

function browse(writer: VisitWriter, visitor: ShopVisitor, category: Category, cart: Product[]): void {
  const { random, catalogue } = writer
  const { goals, events } = catalogue
  const chance = random.fraction()
  if (chance < 0.24) writer.view(category.page)
  else if (chance < 0.66) {
    const product = random.pickPopular(category.products)
    writer.view(product)
    // A bicycle is thought over for longer than a lock.
    if (random.chance((visitor.wantsToBuy ? 0.4 : 0.1) * (product.price > 400 ? 0.3 : 1))) {
      writer.wait(20)
      writer.event(events.addedToCart, product.name)
      cart.push(product)
    } else if (random.chance(0.06)) {
      writer.wait(60)
      writer.event(events.video, product.name)
    }
  } else if (chance < 0.76) writer.view(random.pickPopular(articles))
  else if (chance < 0.82) {
    const query = random.pickPopular(searches)
    writer.view(pages.search, null, `?q=${encodeURIComponent(query)}`)
    writer.event(events.search, query)
  } else if (chance < 0.86) {
    writer.view(pages.stores)
    if (random.chance(0.4)) writer.event(events.storeFinder)
  } else if (chance < 0.885) {
    writer.view(pages.sizeFinder)
    writer.wait(50)
    if (random.chance(0.6)) writer.goal(goals.sizeFinder)
  } else if (chance < 0.905) {
    writer.view(pages.testRide)
    writer.wait(60)
    if (random.chance(0.25) && visitor.identify(writer, 'Test ride')) writer.goal(goals.testRide)
  } else if (chance < 0.94) visitWorkshop(writer, visitor)
  else if (chance < 0.955) {
    writer.view(pages.newsletter)
    writer.wait(25)
    if (visitor.subscribe(writer)) writer.goal(goals.newsletter)
  } else if (chance < 0.97) {
    writer.event(events.download, random.pickPopular(downloads))
    if (random.chance(0.4)) writer.goal(goals.brochure)
  } else if (chance < 0.985) {
    writer.view(pages.contact)
    writer.wait(90)
    if (random.chance(0.3) && visitor.identify(writer, 'Contact form')) writer.goal(goals.contactForm)
  } else {
    writer.custom(catalogue.activityTypes.chat, random.pick(['Delivery', 'Sizes', 'Repair', 'Returns']), {
      minutes: random.between(2, 15),
    })
  }
}

function visitWorkshop(writer: VisitWriter, visitor: ShopVisitor): void {
  const { random, catalogue } = writer
  writer.view(pages.workshop)
  if (!random.chance(0.3)) return
  writer.wait(40)
  writer.view(pages.workshopBooking)
  writer.wait(70)
  if (!visitor.identify(writer, 'Repair booking')) return
  writer.goal(catalogue.goals.repair)
  if (!random.chance(0.6)) return
  writer.wait(30)
  writer.outcome(catalogue.outcomes.repairPaid, random.between(39, 189) * 100, visitor.currency, {
    job: random.pick(['Annual service', 'Brakes', 'Wheel', 'Battery check']),
  })
}

function visitBusiness(writer: VisitWriter): void {
  const { random, catalogue } = writer
  writer.view(random.pick([pages.business, pages.businessLeasing, categories[0]?.page ?? pages.business]))
  if (!random.chance(0.15)) return
  writer.wait(30)
  writer.event(catalogue.events.download, 'leasing-terms.pdf')
  writer.goal(catalogue.goals.brochure)
}

function askForQuote(writer: VisitWriter, visitor: ShopVisitor): void {
  const { random, catalogue } = writer
  writer.wait(60)
  writer.view(pages.businessQuote)
  writer.wait(150)
  if (!visitor.identify(writer, 'Quote form')) return
  writer.goal(catalogue.goals.quote)
  writer.result(catalogue.outcomes.businessLead, { bikes: random.between(4, 60) })
}

function buy(writer: VisitWriter, visitor: ShopVisitor, category: Category, cart: Product[]): void {
  const { random, catalogue } = writer
  if (cart.length === 0) {
    const product = random.pickPopular((random.chance(0.3) ? category : random.pick(smallThings)).products)
    writer.wait(40)
    writer.view(product)
    writer.wait(20)
    writer.event(catalogue.events.addedToCart, product.name)
    cart.push(product)
  }
  writer.wait(30)
  writer.view(pages.cart)
  writer.wait(45)
  if (random.chance(0.25)) return
  writer.view(pages.checkout)
  writer.wait(110)
  if (!visitor.identify(writer, 'Checkout')) return
  writer.view(pages.confirmation)
  const cents = cart.reduce((sum, { price }) => sum + price * 100, 490)
  writer.outcome(catalogue.outcomes.order, cents, visitor.currency, {
    order: `F-${random.between(100_000, 999_999)}`,
    items: cart.map(({ name }) => name),
  })
}

/** What most orders are made of. */
const smallThings = categories.filter(({ products }) => products.every(({ price }) => price < 400))

/** A crawler: one page after the other, and nothing else. */
export function writeCrawl(writer: VisitWriter, length: number): void {
  const { random } = writer
  for (let step = 0; step <= length; step++) {
    const category = random.pick(categories)
    writer.view(random.chance(0.2) ? random.pick(articles) : random.pick(category.products))
    writer.wait(2)
  }
}
