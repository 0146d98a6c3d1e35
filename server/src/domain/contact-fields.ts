/**
 * The columns of a contact that a data input may set (docs/spec/xperience.md §1.7), named as in the management API. Their
 * places are stored (domain/contact-facets.ts): what is new goes to the end.
 */
export const contactFieldNames = [
  'email',
  'firstName',
  'middleName',
  'lastName',
  'birthday',
  'mobilePhone',
  'businessPhone',
  'companyName',
  'jobTitle',
  'address1',
  'city',
  'zip',
  'country',
  'state',
  'notes',
] as const
export type ContactFieldName = (typeof contactFieldNames)[number]

/** Valid values to set; null clears. An absent member leaves the contact's own value alone. */
export type ContactFields = { readonly [name in ContactFieldName]?: string | null }
