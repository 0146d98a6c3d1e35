import { MAX_NAME_LENGTH } from '../catalogue/names.ts'
import type { Identity } from '../domain/command.ts'
import { readContactField } from '../domain/contact-field-rules.ts'
import { type ContactFieldName, type ContactFields, contactFieldNames } from '../domain/contact-fields.ts'
import { parseGuid } from '../domain/ids.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { normaliseAmount } from '../domain/money.ts'
import { quoteSent } from '../domain/quote-sent.ts'
import { readJson } from '../platform/json/read-json.ts'
import { MAX_DATA_BYTES, MAX_PAGE_ID_LENGTH, MAX_URL_LENGTH, MAX_VALUE_LENGTH } from './activity-limits.ts'
import type { ActivityFacts, OutcomeFacts, PageViewIntent } from './processor.ts'

// What plug-ins state is checked for what the built-in processors check of what they read: their authors may write
// JavaScript, and pass on what clients sent.

/** Something that a plug-in stated and that cannot be stored. */
export class Flaw extends Error {
  override readonly name = 'Flaw'
  readonly code: string

  /** `message` goes on after the name of the processor: "named a goal that …". */
  constructor(message: string, code = 'invalid_intent') {
    super(message)
    this.code = code
  }
}

const MAX_SOURCE_LENGTH = 100
const MAX_IDENTIFIER_LENGTH = 250

/** The GUID or name of a definition. */
export function checkIdOrName(idOrName: unknown): string {
  const text = checkText('the GUID or name of a definition', idOrName, MAX_NAME_LENGTH)?.trim()
  if (!text) throw new Flaw('gave no GUID or name of a definition.')
  return text
}

export function checkActivityFacts(facts: unknown): ActivityFacts {
  if (facts === undefined) return {}
  if (!isJsonObject(facts)) throw new Flaw('gave more about an activity that is no object.')
  return {
    value: checkText('the value', facts.value, MAX_VALUE_LENGTH),
    url: checkText('the url', facts.url, MAX_URL_LENGTH),
    referrer: checkText('the referrer', facts.referrer, MAX_URL_LENGTH),
    data: checkData(facts.data),
  }
}

export function checkOutcomeFacts(facts: unknown): OutcomeFacts {
  const checked = checkActivityFacts(facts)
  const { monetaryValue, currency } = (facts ?? {}) as Record<string, unknown>
  return {
    ...checked,
    monetaryValue: checkMonetaryValue(monetaryValue),
    currency: checkCurrency(currency),
  }
}

export function checkPageView(page: unknown): PageViewIntent {
  const { value: _, ...facts } = checkActivityFacts(page)
  const { pageId, title } = (page ?? {}) as Record<string, unknown>
  const id = checkText('the pageId', pageId, MAX_PAGE_ID_LENGTH)
  return {
    ...facts,
    pageId: id === null ? null : (parseGuid(id) ?? id),
    title: checkText('the title', title, MAX_VALUE_LENGTH),
  }
}

/** Fields by the rules of docs/spec/xperience.md §1.7; an empty text, or null, clears all but an e-mail address. */
export function checkContactFields(fields: unknown, now: number): ContactFields {
  if (!isJsonObject(fields)) throw new Flaw('gave fields of the contact that are no object.')
  const checked: { -readonly [name in ContactFieldName]?: string | null } = {}
  for (const [given, value] of Object.entries(fields)) {
    const name = contactFieldNames.find((known) => known === given)
    if (name === undefined) {
      throw new Flaw(
        `gave the contact a field ${quoteSent(given, 50)}, which it has not.`,
        'unknown_contact_field',
      )
    }
    if (value === undefined) continue
    const text = checkText(`the contact's ${name}`, value, Number.POSITIVE_INFINITY)
    const reading = readContactField(name, text ?? '', now)
    if (!reading.ok) {
      throw new Flaw(
        `gave the contact's ${name} a value that is not ${reading.wanted}.`,
        'invalid_contact_field',
      )
    }
    if (reading.value !== undefined) checked[name] = reading.value
  }
  return checked
}

export function checkIdentity(source: unknown, identifier: unknown): Identity {
  const checkPart = (what: string, value: unknown, maxLength: number) => {
    const text = checkText(what, typeof value === 'string' ? value.trim() : value, maxLength)
    if (!text) throw new Flaw(`identified the contact without ${what}.`)
    return text
  }
  const checked = {
    source: checkPart('the source', source, MAX_SOURCE_LENGTH),
    identifier: checkPart('the identifier', identifier, MAX_IDENTIFIER_LENGTH),
  }
  if (checked.source.toLowerCase() === 'email') {
    throw new Flaw(
      "identified the contact by the source 'email'; an address is set with setFields({ email }).",
    )
  }
  return checked
}

/** A text within its limit, or null for none. Lone surrogates become U+FFFD, as in what clients send. */
function checkText(what: string, value: unknown, maxLength: number): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw new Flaw(`gave ${what} as ${typeof value}; it must be a text.`)
  if (value.length > maxLength) throw new Flaw(`gave ${what} with more than ${maxLength} characters.`)
  if (value.includes('\0')) throw new Flaw(`gave ${what} with a NUL character, which cannot be stored.`)
  return value.toWellFormed()
}

/** A copy: what the plug-in does with its own later changes nothing here. */
function checkData(data: unknown): JsonObject | null {
  if (data === undefined || data === null) return null
  const bytes = Buffer.from(toJson(data))
  if (bytes.length > MAX_DATA_BYTES) throw new Flaw('gave data of more than 64 KiB as JSON.')
  const reading = readJson(bytes)
  if (!reading.ok) throw new Flaw(dataFlaws[reading.code])
  if (!isJsonObject(reading.value)) throw new Flaw('gave data that is no object.')
  return reading.value
}

function toJson(data: unknown): string {
  try {
    return JSON.stringify(data) ?? ''
  } catch {
    throw new Flaw('gave data that cannot be written as JSON.')
  }
}

const dataFlaws = {
  malformed_json: 'gave data that cannot be written as JSON.',
  too_deep: 'gave data that is nested too deep.',
  nul_character: 'gave data with a NUL character, which cannot be stored.',
  number_out_of_range: 'gave data with a number that is too large.',
} as const

function checkMonetaryValue(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  const amount =
    typeof value === 'string' || typeof value === 'number' ? normaliseAmount(String(value)) : null
  if (amount === null) {
    throw new Flaw('gave a monetaryValue that is no decimal number of at most 15 digits and 4 decimals.')
  }
  return amount
}

function checkCurrency(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string' || !/^[A-Za-z]{3}$/.test(value))
    throw new Flaw('gave a currency that is not three letters (ISO 4217), such as USD.')
  return value.toUpperCase()
}
