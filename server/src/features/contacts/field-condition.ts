import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Parameter } from '../shared/parameters.ts'

/** A condition on one field of a contact. */
export interface FieldCondition {
  readonly field: FieldName
  readonly operator: 'is' | 'contains' | 'set' | 'unset'
  /** Empty for `set` and `unset`. */
  readonly value: string
}

/** Columns of `contacts`, by the names of the API. */
const columns = {
  email: 'email',
  firstName: 'first_name',
  middleName: 'middle_name',
  lastName: 'last_name',
  birthday: 'birthday',
  gender: 'gender',
  jobTitle: 'job_title',
  companyName: 'company_name',
  mobilePhone: 'mobile_phone',
  businessPhone: 'business_phone',
  address1: 'address1',
  city: 'city',
  zip: 'zip',
  country: 'country',
  state: 'state',
  notes: 'notes',
} as const
type FieldName = keyof typeof columns
const names = Object.keys(columns) as FieldName[]

const operators = ['is', 'contains', 'set', 'unset'] as const
const maxLength = 300

export const fieldParameter: Parameter<FieldCondition | null> = {
  schema: Type.String({
    description: `Only whose field is or contains a text, in any case, or is set or unset: \`field:operator:text\`. Fields: ${names.join(', ')}.`,
    maxLength,
    examples: ['jobTitle:contains:chief', 'companyName:is:Acme: East', 'email:unset'],
  }),
  accepts: `a field, an operator (${operators.join(', ')}) and, for the first two, a text, such as jobTitle:contains:chief; fields are ${names.join(', ')}`,
  read(text) {
    if (text.length > maxLength || text.includes('\0')) return undefined
    const [, name, word, rest] = /^([^:]+):([^:]+)(?::(.*))?$/s.exec(text) ?? []
    const field = names.find((one) => one === name?.trim())
    const operator = operators.find((one) => one === word?.trim())
    const value = rest?.trim() ?? ''
    if (field === undefined || operator === undefined) return undefined
    const needsValue = operator === 'is' || operator === 'contains'
    return needsValue === (value !== '') ? { field, operator, value } : undefined
  },
  absent: null,
}

/** On `c`, a row of contacts. */
export function meetsField({ field, operator, value }: FieldCondition): RawBuilder<unknown> {
  const text = sql`coalesce(${sql.ref(`c.${columns[field]}`)}::text, '')`
  if (operator === 'set') return sql`${text} <> ''`
  if (operator === 'unset') return sql`${text} = ''`
  if (operator === 'is') return sql`lower(${text}) = lower(${value})`
  return sql`lower(${text}) LIKE lower(${`%${escapeLike(value)}%`})`
}

/**
 * A condition on `c` that the index contacts_fields answers and that every contact meets which meets the other one; null
 * where there is none.
 */
export function mayMeetField({ field, operator, value }: FieldCondition): RawBuilder<unknown> | null {
  // A date is written differently from session to session, so no index holds it.
  if (value === '' || field === 'birthday') return null
  const text = escapeLike(value)
  const pattern = operator === 'is' ? `%\n${field.toLowerCase()}=${text}%` : `%${text}%`
  return sql`${allFields} LIKE lower(${pattern})`
}

/** The expression of the index contacts_fields; in other words it would not be used. */
const allFields = sql`lower(coalesce(E'\nemail=' || c.email, '') || coalesce(E'\nfirstname=' || c.first_name, '') || coalesce(E'\nmiddlename=' || c.middle_name, '')
    || coalesce(E'\nlastname=' || c.last_name, '') || coalesce(E'\ngender=' || c.gender, '') || coalesce(E'\njobtitle=' || c.job_title, '')
    || coalesce(E'\ncompanyname=' || c.company_name, '') || coalesce(E'\nmobilephone=' || c.mobile_phone, '')
    || coalesce(E'\nbusinessphone=' || c.business_phone, '') || coalesce(E'\naddress1=' || c.address1, '') || coalesce(E'\ncity=' || c.city, '')
    || coalesce(E'\nzip=' || c.zip, '') || coalesce(E'\ncountry=' || c.country, '') || coalesce(E'\nstate=' || c.state, '')
    || coalesce(E'\nnotes=' || c.notes, ''))`

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}
