import { formatDay } from '../../shared/format.ts'
import { Words } from '../../shared/list/words.tsx'
import type { ContactColumn } from './contact-columns.tsx'
import type { useContactTexts } from './contacts.texts.ts'

const shownFields = [
  'firstName',
  'middleName',
  'lastName',
  'gender',
  'birthday',
  'jobTitle',
  'companyName',
  'mobilePhone',
  'businessPhone',
  'address1',
  'zip',
  'city',
  'state',
  'country',
  'notes',
] as const

/** What contacts said of themselves, as in an address book. */
export function fieldColumns(text: ReturnType<typeof useContactTexts>): ContactColumn[] {
  return shownFields.map((field) => ({
    key: field,
    title: text(`field_${field}`),
    width: 140,
    isOptional: true,
    render: ({ [field]: value }) => (
      <Words value={field === 'birthday' && value !== null ? formatDay(value) : value} />
    ),
  }))
}

/** A field that this installation added. */
export function customColumn(name: string): ContactColumn {
  return {
    key: `fields.${name}`,
    title: name,
    width: 160,
    isOptional: true,
    render: ({ fields }) => {
      const value = fields[name]
      return (
        <Words value={value == null ? null : typeof value === 'string' ? value : JSON.stringify(value)} />
      )
    },
  }
}
