import type { Draft, Identity } from '../../domain/command.ts'
import type { ContactFields } from '../../domain/contact-fields.ts'
import type { ActivityKind } from '../../domain/kinds.ts'
import type { Page } from './company.ts'
import type { DemoCatalogue, DemoDefinition } from './demo-catalogue.ts'
import type { Random } from './random.ts'

/** Shorter than the default time-out of a visit, which would otherwise end in the middle. */
const MAX_PAUSE_MS = 14 * 60_000
/** A visit that would take longer ends here; plan-visits.ts counts on it. */
const MAX_VISIT_MS = 70 * 60_000

interface Facts {
  readonly value?: string
  readonly url?: string | null
  readonly referrer?: string | null
  readonly monetaryValue?: string
  readonly currency?: string
  readonly data?: object
  readonly fields?: ContactFields
  readonly identity?: Identity
}

/** Writes down what happens in one visit, moment by moment, as the drafts that the pipeline would make of it. */
export class VisitWriter {
  readonly drafts: Draft[] = []
  readonly random: Random
  readonly catalogue: DemoCatalogue
  /** Now, in milliseconds since 1970. */
  at: number
  readonly #end: number
  #url: string | null = null

  /** Nothing happens at or after `until`: a visit that is under way then is cut, and still open. */
  constructor(random: Random, catalogue: DemoCatalogue, at: number, until: number) {
    this.random = random
    this.catalogue = catalogue
    this.at = at
    this.#end = Math.min(until, at + MAX_VISIT_MS)
  }

  /** Lets time pass: at least a second, mostly around `meanSeconds`. */
  wait(meanSeconds: number): void {
    this.at += Math.min(MAX_PAUSE_MS, 1000 + Math.floor(this.random.exponential(meanSeconds * 1000)))
  }

  view(page: Page, referrer: string | null = null, query = ''): void {
    this.#url = `${page.url}${query}`
    this.#add('pageView', this.catalogue.builtIn.pagevisit, { value: page.title, url: this.#url, referrer })
  }

  click(what: string): void {
    this.#add('click', this.catalogue.builtIn.click, { value: what, url: this.#url })
  }

  /** Somebody tells who they are, in a form called `source`. False when their time is over before that. */
  tell(source: string, fields: ContactFields, identity?: Identity): boolean {
    return this.#add('dataInput', this.catalogue.builtIn.datainput, {
      value: source,
      url: this.#url,
      fields,
      ...(identity !== undefined && { identity }),
    })
  }

  goal(definition: DemoDefinition): void {
    this.#add('goal', definition, {})
  }

  event(definition: DemoDefinition, value?: string): void {
    this.#add('event', definition, value === undefined ? {} : { data: { data: value } })
  }

  campaign(definition: DemoDefinition): void {
    this.#add('campaign', definition, {})
  }

  /** `cents` of a currency changed hands. */
  outcome(definition: DemoDefinition, cents: number, currency: string, data: object): void {
    this.#add('outcome', definition, { monetaryValue: `${(cents / 100).toFixed(2)}00`, currency, data })
  }

  /** Something came of it that has no price. */
  result(definition: DemoDefinition, data: object): void {
    this.#add('outcome', definition, { data })
  }

  custom(definition: DemoDefinition, value: string, data?: object): void {
    this.#add('custom', definition, { value, ...(data !== undefined && { data }) })
  }

  #add(kind: ActivityKind, definition: DemoDefinition, facts: Facts): boolean {
    if (this.at >= this.#end) return false
    const item = this.drafts.length
    this.drafts.push({
      id: this.random.id(this.at, item),
      item,
      kind,
      definitionId: definition.id,
      occurredAt: this.at,
      timeSource: 'server',
      messageId: null,
      points: definition.points,
      monetaryValue: facts.monetaryValue ?? null,
      currency: facts.currency ?? null,
      value: facts.value ?? null,
      url: facts.url ?? null,
      referrer: facts.referrer ?? null,
      data: facts.data === undefined ? null : JSON.stringify(facts.data),
      fields: facts.fields ?? null,
      identity: facts.identity ?? null,
    })
    return true
  }
}
