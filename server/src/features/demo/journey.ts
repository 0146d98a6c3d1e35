import type { Command } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import type { VisitClient } from '../../domain/visit-client.ts'
import { writeAppVisit } from './app-visit.ts'
import { type Character, type Habits, habits } from './characters.ts'
import { pages, screens } from './company.ts'
import type { DemoCatalogue } from './demo-catalogue.ts'
import { describeClient, describeCrawler, describePerson, desktops, type Person, phones } from './people.ts'
import { Random } from './random.ts'
import type { Rhythm } from './rhythm.ts'
import { writeCrawl, writeShopVisit } from './shop-visit.ts'
import { VisitWriter } from './visit-writer.ts'

interface DeviceKind {
  readonly where: 'shop' | 'app'
  readonly client: VisitClient | null
}

interface Device extends DeviceKind {
  /** Of its first visit. */
  readonly id: Uuid
  /** Whether its user has said who they are, here. */
  isSignedIn: boolean
  agreed: boolean
}

const apis = { shop: 'sitecore', app: 'xperience' } as const satisfies Record<string, TrackingApiName>

/** Somebody's way through the period: one visit after the other, each knowing those before. */
export class Journey {
  readonly #seed: number
  readonly #character: Character
  readonly #habit: Habits
  readonly #catalogue: DemoCatalogue
  readonly #rhythm: Rhythm
  readonly #random: Random
  readonly #person: Person
  readonly #kinds: readonly DeviceKind[]
  readonly #devices = new Map<DeviceKind, Device>()
  /** Whether they would say who they are, if asked. */
  readonly #isOpen: boolean
  #isKnown = false
  #isSubscribed = false
  #rides = 0

  constructor(seed: number, character: Character, catalogue: DemoCatalogue, rhythm: Rhythm) {
    const random = new Random(seed, character.number, 4)
    this.#seed = seed
    this.#character = character
    this.#habit = habits[character.habit]
    this.#catalogue = catalogue
    this.#rhythm = rhythm
    this.#random = random
    this.#person = describePerson(random, character.region, {
      number: character.number,
      seed,
      isBusiness: character.habit === 'business',
    })
    this.#isOpen = random.chance(this.#habit.known)
    this.#kinds = this.#chooseDevices()
  }

  /** The commands of the visit that begins at `at`, in order: what the tracking APIs would have made of it. */
  visit(at: number): Command[] {
    const random = this.#random
    // The second device comes when the first one is known, or it could never be told whose it is.
    const [first, second] = this.#kinds
    const kind = second !== undefined && this.#isKnown && random.chance(0.4) ? second : first
    if (kind === undefined) throw new Error('Everybody has a device.')
    const used = this.#devices.get(kind)
    const isNew = used === undefined
    const device = used ?? { ...kind, id: random.id(at), isSignedIn: false, agreed: false }
    this.#devices.set(kind, device)
    const writer = new VisitWriter(random, this.#catalogue, at, this.#rhythm.until)
    const agreements: Command[] = []
    if (device.where === 'app') this.#useApp(writer, device, isNew)
    else this.#visitShop(writer, device)
    this.#decideOnConsents(writer, device, isNew, agreements)
    const commands = [...this.#track(writer, device, isNew, at), ...agreements]
    if (isNew && device.client?.isRobot === false && random.chance(0.85))
      commands.push({ type: 'markHuman', contactId: device.id, requiredConsentId: null })
    const ends = device.isSignedIn && random.chance(0.05)
    if (ends && writer.at < this.#rhythm.until) commands.push(this.#endVisit(device, writer.at))
    return commands
  }

  #chooseDevices(): DeviceKind[] {
    const { region } = this.#character
    const random = this.#random
    const app: DeviceKind = { where: 'app', client: null }
    const browser = (kinds: typeof desktops): DeviceKind => ({
      where: 'shop',
      client: describeClient(random, region, this.#person.place, random.pickPopular(kinds)),
    })
    if (this.#character.habit === 'robot') return [{ where: 'shop', client: describeCrawler(random) }]
    const [mine, other] = random.chance(0.55) ? [phones, desktops] : [desktops, phones]
    const first = this.#habit.where === 'app' ? app : browser(mine)
    if (!this.#isOpen || !random.chance(this.#habit.secondDevice)) return [first]
    // Whoever has the app looks into the shop too, and some who shop take the app.
    return [first, first.where === 'shop' && random.chance(0.35) ? app : browser(other)]
  }

  #visitShop(writer: VisitWriter, device: Device): void {
    const { habit, region } = this.#character
    if (habit === 'robot') {
      writeCrawl(writer, Math.floor(writer.random.exponential(this.#habit.pages)))
      return
    }
    writeShopVisit(writer, {
      pages: this.#habit.pages,
      isBusiness: habit === 'business',
      wantsToBuy: this.#isOpen && writer.random.chance(this.#habit.buys),
      currency: region.currency,
      progress: this.#rhythm.progress(writer.at),
      begin: () => this.#beginInShop(writer, device),
      identify: (_, source) => this.#identify(writer, device, source),
      subscribe: () => this.#subscribe(writer, device),
    })
  }

  /** Whoever has an account signs in on a new device, or looks after an order. */
  #beginInShop(writer: VisitWriter, device: Device): void {
    if (this.#character.habit === 'kiosk' && !device.isSignedIn) {
      writer.view(pages.login)
      this.#identify(writer, device, 'Sign-in')
    } else if (this.#isKnown && !device.isSignedIn) {
      writer.wait(10)
      writer.view(pages.login)
      writer.wait(20)
      if (this.#identify(writer, device, 'Sign-in')) writer.event(this.#catalogue.events.signedIn)
    } else if (this.#isKnown && writer.random.chance(0.12)) {
      writer.wait(20)
      writer.view(pages.orders)
    }
  }

  #useApp(writer: VisitWriter, device: Device, isNew: boolean): void {
    if (this.#isKnown && !device.isSignedIn) {
      writer.view(screens.profile)
      writer.wait(15)
      this.#identify(writer, device, 'Sign-in')
    }
    const rides = !isNew && writer.random.chance(this.#character.habit === 'tryout' ? 0.25 : 0.45)
    writeAppVisit(writer, {
      screens: this.#habit.where === 'app' ? this.#habit.pages : 2,
      rides,
      isFirstRide: rides && this.#rides === 0,
      buysMembership: this.#isOpen && writer.random.chance(this.#habit.buys * 0.5),
      currency: this.#character.region.currency,
      identify: (_, source) => this.#identify(writer, device, source),
    })
    if (rides) this.#rides++
  }

  /** Says who they are, once on each device; later it is known. False when they keep it to themselves. */
  #identify(writer: VisitWriter, device: Device, source: string): boolean {
    if (device.isSignedIn) return true
    if (!this.#isOpen) return false
    const { email } = this.#person
    const identity = { source: 'fernhill-account', identifier: `${this.#seed}-${this.#character.number}` }
    const isFirst = !this.#isKnown
    if (!writer.tell(source, isFirst ? this.#person.fields : { email }, identity)) return false
    if (isFirst && device.where === 'shop') writer.goal(this.#catalogue.goals.account)
    device.isSignedIn = true
    this.#isKnown = true
    return true
  }

  #subscribe(writer: VisitWriter, device: Device): boolean {
    if (this.#isSubscribed || !this.#identify(writer, device, 'Newsletter')) return false
    this.#isSubscribed = true
    return true
  }

  /** The banner of a device's first visit, the newsletter, and second thoughts. */
  #decideOnConsents(writer: VisitWriter, device: Device, isNew: boolean, commands: Command[]): void {
    const random = this.#random
    const { consents } = this.#catalogue
    if (this.#character.habit === 'robot') return
    const decide = (consentId: number, agreed: boolean, at: number): void => {
      if (at >= this.#rhythm.until) return
      const channelId = this.#catalogue.channels[device.where]
      commands.push({
        type: 'agree',
        api: apis[device.where],
        id: random.id(at),
        contactId: device.id,
        freshId: device.id,
        consentId,
        channelId,
        agreed,
        at,
        requiredConsentId: null,
      })
    }
    const began = writer.drafts[0]?.occurredAt ?? writer.at
    if (isNew && random.chance(device.where === 'app' ? 0.8 : 0.55)) {
      device.agreed = true
      decide(consents.tracking, true, began + random.between(2_000, 20_000))
    } else if (device.agreed && random.chance(0.006)) {
      device.agreed = false
      decide(consents.tracking, false, writer.at)
    }
    if (this.#isSubscribed && writer.drafts.some(({ value }) => value === 'Newsletter'))
      decide(consents.newsletter, true, writer.at)
    else if (this.#isSubscribed && random.chance(0.01)) {
      this.#isSubscribed = false
      decide(consents.newsletter, false, writer.at)
    }
  }

  #track({ drafts }: VisitWriter, device: Device, isNew: boolean, at: number): Command[] {
    const contactId = device.id
    const api = apis[device.where]
    const created: Command[] =
      isNew && device.where === 'app' ? [{ type: 'createContact', api, contactId, at }] : []
    return [
      ...created,
      {
        type: 'track',
        api,
        contactId,
        freshId: contactId,
        channelId: this.#catalogue.channels[device.where],
        at,
        visitTimeoutMs: this.#catalogue.settings['visit.timeoutMinutes'] * 60_000,
        client: device.client,
        requiredConsentId: null,
        drafts,
      },
    ]
  }

  #endVisit(device: Device, at: number): Command {
    return {
      type: 'endVisit',
      api: apis[device.where],
      contactId: device.id,
      channelId: this.#catalogue.channels[device.where],
      at,
      requiredConsentId: null,
    }
  }
}
