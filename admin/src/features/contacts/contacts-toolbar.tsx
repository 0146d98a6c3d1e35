import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { ListToolbar } from '../../shared/list/list-toolbar.tsx'
import { SearchBox } from '../../shared/list/search-box.tsx'
import { useContactFilters } from './contact-filters.tsx'
import { type ContactsSearch, contactFilterNames, whoChoices } from './contacts.search.ts'
import { useContactTexts } from './contacts.texts.ts'
import { useContactsSearch } from './use-contacts-search.ts'

const ALL = 'all'

/** What narrows the list of contacts; `actions` are for the list as a whole. */
export function ContactsToolbar({ actions }: { actions: ReactNode }) {
  const text = useContactTexts()
  const filters = useContactFilters()
  const { search, narrow } = useContactsSearch()
  const values = Object.fromEntries(contactFilterNames.map((name) => [name, search[name]?.toString()]))
  return (
    <ListToolbar actions={actions}>
      <SearchBox label={text('search')} value={search.q ?? ''} onChange={(q) => narrow({ q })} />
      <SegmentedControl
        size="xs"
        aria-label={text('who')}
        value={search.who ?? ALL}
        onChange={(who) => narrow({ who: whoChoices.find((choice) => choice === who) })}
        data={[
          { value: ALL, label: text('who_all') },
          ...whoChoices.map((who) => ({ value: who, label: text(`who_${who}`) })),
        ]}
      />
      {/* Chips speak the words of the address, which the route reads as it reads a link. */}
      <FilterBar
        filters={filters}
        values={values}
        onChange={(changes) => narrow(changes as ContactsSearch)}
      />
    </ListToolbar>
  )
}
