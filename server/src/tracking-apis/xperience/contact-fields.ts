import { readContactField } from '../../domain/contact-field-rules.ts'
import type { ContactFieldName, ContactFields } from '../../domain/contact-fields.ts'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { quoteSent } from '../../domain/quote-sent.ts'

export type ContactFieldsReading =
  | { readonly ok: true; readonly fields: ContactFields }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** The members of `contactFields`, and what each sets. */
const wireNames: { readonly [wireName: string]: ContactFieldName } = {
  ContactEmail: 'email',
  ContactFirstName: 'firstName',
  ContactMiddleName: 'middleName',
  ContactLastName: 'lastName',
  ContactBirthday: 'birthday',
  ContactMobilePhone: 'mobilePhone',
  ContactBusinessPhone: 'businessPhone',
  ContactCompanyName: 'companyName',
  ContactJobTitle: 'jobTitle',
  ContactAddress1: 'address1',
  ContactCity: 'city',
  ContactZIP: 'zip',
  ContactCountry: 'country',
  ContactState: 'state',
  ContactNotes: 'notes',
}

const fieldsByLowerCase: ReadonlyMap<string, { readonly wireName: string; readonly name: ContactFieldName }> =
  new Map(
    Object.entries(wireNames).map(
      ([wireName, name]) => [wireName.toLowerCase(), { wireName, name }] as const,
    ),
  )

/**
 * Reads the `contactFields` of a data input (docs/spec/xperience.md §1.7): names in any case, texts only. An empty text
 * clears its field, an empty e-mail address says nothing. One wrong member refuses all.
 */
export function readContactFields(value: JsonValue, now: number): ContactFieldsReading {
  if (!isJsonObject(value)) {
    return refuse('invalid_contact_fields', 'The contactFields must be an object of texts.')
  }
  const read: { -readonly [name in ContactFieldName]?: string | null } = {}
  for (const [sentName, sent] of Object.entries(value)) {
    const field = fieldsByLowerCase.get(sentName.toLowerCase())
    if (field === undefined) {
      return refuse('unknown_contact_field', `There is no contact field ${quoteSent(sentName, 50)}.`)
    }
    const { wireName, name } = field
    if (typeof sent !== 'string') {
      return refuse('invalid_contact_field', `The contact field ${wireName} must be a text.`)
    }
    const reading = readContactField(name, sent, now)
    if (!reading.ok) {
      return refuse('invalid_contact_field', `The contact field ${wireName} must be ${reading.wanted}.`)
    }
    if (reading.value !== undefined) read[name] = reading.value
  }
  return { ok: true, fields: read }
}

function refuse(code: string, message: string): ContactFieldsReading {
  return { ok: false, code, message }
}
