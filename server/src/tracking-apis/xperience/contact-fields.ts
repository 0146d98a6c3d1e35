import type { ContactFieldName, ContactFields } from '../../domain/contact-fields.ts'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { parseBirthday } from './birthday.ts'
import { parseCountryCode, parseStateCode } from './country-and-state.ts'
import { isEmailAddress } from './email-address.ts'

export type ContactFieldsReading =
  | { readonly ok: true; readonly fields: ContactFields }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** One member of `contactFields`: what it sets, and how a text that is not empty is read. Null refuses it. */
interface Field {
  readonly wireName: string
  readonly name: ContactFieldName
  readonly read: (text: string, now: number) => string | null
  /** Ends the sentence "… must be". */
  readonly wanted: string
}

const fields: readonly Field[] = [
  {
    wireName: 'ContactEmail',
    name: 'email',
    read: (text) => (isEmailAddress(text) ? text : null),
    wanted: 'an e-mail address of at most 254 characters',
  },
  text('ContactFirstName', 'firstName', 100),
  text('ContactMiddleName', 'middleName', 100),
  text('ContactLastName', 'lastName', 100),
  {
    wireName: 'ContactBirthday',
    name: 'birthday',
    read: parseBirthday,
    wanted: 'a date of the past, such as 1990-12-31',
  },
  text('ContactMobilePhone', 'mobilePhone', 26),
  text('ContactBusinessPhone', 'businessPhone', 26),
  text('ContactCompanyName', 'companyName', 100),
  text('ContactJobTitle', 'jobTitle', 50),
  text('ContactAddress1', 'address1', 100),
  text('ContactCity', 'city', 100),
  text('ContactZIP', 'zip', 100),
  {
    wireName: 'ContactCountry',
    name: 'country',
    read: parseCountryCode,
    wanted: 'a country code of three letters (ISO 3166-1), such as CZE',
  },
  {
    wireName: 'ContactState',
    name: 'state',
    read: parseStateCode,
    wanted: 'the code of a state of the USA, such as CA',
  },
  text('ContactNotes', 'notes', Number.POSITIVE_INFINITY),
]

function text(wireName: string, name: ContactFieldName, maxLength: number): Field {
  return {
    wireName,
    name,
    read: (value) => (value.length <= maxLength ? value : null),
    wanted: `at most ${maxLength} characters long`,
  }
}

const fieldsByLowerCase: ReadonlyMap<string, Field> = new Map(
  fields.map((field) => [field.wireName.toLowerCase(), field]),
)

/**
 * Reads the `contactFields` of a data input (docs/spec/xperience.md §1.7): names in any case, texts only. An empty text
 * clears its field, an empty e-mail address says nothing. One wrong member refuses all. Values stay as they were
 * sent, but for blanks around an e-mail address, the form of a birthday and the case of codes.
 */
export function readContactFields(value: JsonValue, now: number): ContactFieldsReading {
  if (!isJsonObject(value)) {
    return refuse('invalid_contact_fields', 'The contactFields must be an object of texts.')
  }
  const read: { -readonly [name in ContactFieldName]?: string | null } = {}
  for (const [wireName, sent] of Object.entries(value)) {
    const field = fieldsByLowerCase.get(wireName.toLowerCase())
    if (field === undefined) {
      return refuse('unknown_contact_field', `There is no contact field '${wireName.slice(0, 50)}'.`)
    }
    if (typeof sent !== 'string') {
      return refuse('invalid_contact_field', `The contact field ${field.wireName} must be a text.`)
    }
    const value = field.name === 'email' ? sent.trim() : sent
    if (value === '') {
      if (field.name !== 'email') read[field.name] = null
      continue
    }
    const accepted = field.read(value, now)
    if (accepted === null) {
      return refuse('invalid_contact_field', `The contact field ${field.wireName} must be ${field.wanted}.`)
    }
    read[field.name] = accepted
  }
  return { ok: true, fields: read }
}

function refuse(code: string, message: string): ContactFieldsReading {
  return { ok: false, code, message }
}
