import { parseBirthday } from './birthday.ts'
import type { ContactFieldName } from './contact-fields.ts'
import { parseCountryCode, parseStateCode } from './country-and-state.ts'
import { isEmailAddress } from './email-address.ts'

/** What a field of a contact may hold. */
interface ContactFieldRule {
  /** The value as it is stored, of a text that is not empty; null refuses it. `now` is in milliseconds since 1970. */
  readonly read: (text: string, now: number) => string | null
  /** Ends the sentence "… must be". */
  readonly wanted: string
}

/**
 * The rule of every field (docs/spec/xperience.md §1.7), whoever sets it. Values stay as they were sent, but for blanks
 * around an e-mail address, the form of a birthday and the case of codes.
 */
const contactFieldRules: { readonly [name in ContactFieldName]: ContactFieldRule } = {
  email: {
    read: (text) => (isEmailAddress(text.trim()) ? text.trim() : null),
    wanted: 'an e-mail address of at most 254 characters',
  },
  firstName: textUpTo(100),
  middleName: textUpTo(100),
  lastName: textUpTo(100),
  birthday: { read: parseBirthday, wanted: 'a date of the past, such as 1990-12-31' },
  mobilePhone: textUpTo(26),
  businessPhone: textUpTo(26),
  companyName: textUpTo(100),
  jobTitle: textUpTo(50),
  address1: textUpTo(100),
  city: textUpTo(100),
  zip: textUpTo(100),
  country: { read: parseCountryCode, wanted: 'a country code of three letters (ISO 3166-1), such as CZE' },
  state: { read: parseStateCode, wanted: 'the code of a state of the USA, such as CA' },
  notes: textUpTo(Number.POSITIVE_INFINITY),
}

function textUpTo(maxLength: number): ContactFieldRule {
  return {
    read: (text) => (text.length <= maxLength ? text : null),
    wanted: `at most ${maxLength} characters long`,
  }
}

export type ContactFieldReading =
  | { readonly ok: true; readonly value: string | null | undefined }
  | { readonly ok: false; readonly wanted: string }

/**
 * Reads a text for a field. An empty text clears the field (null), but an empty e-mail address says nothing (undefined).
 */
export function readContactField(name: ContactFieldName, text: string, now: number): ContactFieldReading {
  if (name === 'email' ? text.trim() === '' : text === '')
    return { ok: true, value: name === 'email' ? undefined : null }
  const { read, wanted } = contactFieldRules[name]
  const value = read(text, now)
  return value === null ? { ok: false, wanted } : { ok: true, value }
}
