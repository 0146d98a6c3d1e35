import { queryOptions, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Contact } from '../../../server/src/features/contacts/contacts.schemas.ts'
import { get } from './api.ts'
import { useContactName } from './contact-name.tsx'
import type { FilterEditorProperties, FilterSpec } from './list/filter-spec.ts'

/** What looks for contacts weighs more than the rest of a list's filters, and most of the time nobody does. */
const ContactChoice = lazy(() => import('./contact-choice.tsx'))

const chosenContactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id, 'itself'],
    queryFn: ({ signal }) => get<Contact>(`/contacts/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 60_000,
  })

/** A filter by one contact: looked for by name, address or id, and named by its name. */
export function contactFilter(name: string, label: string): FilterSpec {
  return { name, label, Value: ChosenContact, Editor: ContactEditor }
}

/** A contact, of which the id is known, by its name. */
export function ChosenContact({ value }: { value: string }) {
  const nameOf = useContactName()
  const { data } = useQuery(chosenContactQuery(value))
  return <bdi>{nameOf(data ?? { id: value })}</bdi>
}

function ContactEditor({ label, onChange, onClose }: FilterEditorProperties) {
  return (
    <Suspense>
      <ContactChoice
        label={label}
        onChoose={(id) => {
          onChange(id)
          onClose()
        }}
      />
    </Suspense>
  )
}
