import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Contact } from '../../../server/src/features/contacts/contacts.schemas.ts'
import type { Page } from '../../../server/src/features/shared/pages.ts'
import { get } from './api.ts'
import { useContactName } from './contact-name.tsx'
import { useSharedTexts } from './shared.texts.ts'

const SHOWN = 8
const SETTLED_MS = 200

/** Finds one contact by a part of its name, its address, an identifier or its id. */
export default function ContactChoice({
  label,
  onChoose,
}: {
  label: string
  onChoose: (id: string) => void
}) {
  const text = useSharedTexts()
  const nameOf = useContactName()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), SETTLED_MS)
  const { data, isFetching } = useQuery({
    queryKey: ['contacts-named', search],
    queryFn: ({ signal }) => get<Page<Contact>>('/contacts', { search, limit: SHOWN }, signal),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  })
  const isSettled = search === typed.trim() && !isFetching
  const found = search === '' ? [] : (data?.items ?? [])
  return (
    <Select
      size="xs"
      label={label}
      placeholder={text('contactChoiceHint')}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      onChange={(id) => id !== null && onChoose(id)}
      data={found.map((contact) => ({ value: contact.id, label: describe(contact) }))}
      // The server has chosen: by more than what is written here.
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' || !isSettled ? undefined : text('contactChoiceNone')}
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={260}
      maxLength={200}
      data-autofocus
    />
  )

  function describe(contact: Contact): string {
    const name = nameOf(contact)
    return contact.email === null || contact.email === name ? name : `${name} · ${contact.email}`
  }
}
