import { useEffect } from 'react'
import { leaveTrail } from '../../shared/contact-trail.ts'
import type { ColumnLayout } from '../../shared/list/column-layout.ts'
import { ListCards } from '../../shared/list/list-cards.tsx'
import { ListTable } from '../../shared/list/list-table.tsx'
import { useRowKeys } from '../../shared/list/use-row-keys.ts'
import { ListedLabel, ListedName } from './contact-cells.tsx'
import { type ContactColumn, profileLink } from './contact-columns.tsx'
import type { ContactListItem } from './contacts.api.ts'
import { useContactTexts } from './contacts.texts.ts'

const PHONE_FACTS = 4

/** A page of contacts: a table, on a phone cards. */
export function ContactList({
  items,
  columns,
  sorted,
  layout,
  onLayout,
  sort,
  onSort,
  isPhone,
  isStale,
  isPart,
  onPeek,
}: {
  items: readonly ContactListItem[]
  columns: readonly ContactColumn[]
  /** What the list is sorted by, shown or not. */
  sorted: ContactColumn | undefined
  layout: ColumnLayout
  onLayout: (layout: ColumnLayout) => void
  sort: string
  onSort: (sort: string) => void
  isPhone: boolean
  isStale: boolean
  /** There are pages before or after it. */
  isPart: boolean
  onPeek: (id: string) => void
}) {
  const text = useContactTexts()
  useRowKeys(items.map(idOf), onPeek)
  // A profile leads to the next contact of the list that one came from.
  useEffect(
    () =>
      leaveTrail({
        ids: items.map(idOf),
        list: `${location.pathname.replace(/^\/admin/, '')}${location.search}`,
        isPart,
      }),
    [items, isPart],
  )
  if (isPhone)
    return (
      <ListCards
        label={text('title')}
        items={items}
        idOf={idOf}
        title={(contact) => (
          <>
            <ListedName contact={contact} />
            <ListedLabel contact={contact} />
          </>
        )}
        columns={choosePhoneColumns(columns, sorted)}
        rowLink={profileLink}
        isStale={isStale}
      />
    )
  return (
    <ListTable
      label={text('title')}
      items={items}
      idOf={idOf}
      columns={columns}
      layout={layout}
      onLayout={onLayout}
      sort={sort}
      onSort={onSort}
      rowLink={profileLink}
      isStale={isStale}
    />
  )
}

/** A card shows what its place in the list comes from first. */
function choosePhoneColumns(
  [, ...columns]: readonly ContactColumn[],
  sorted: ContactColumn | undefined,
): readonly ContactColumn[] {
  const others = columns.filter(({ key }) => key !== sorted?.key)
  return [...(sorted === undefined ? [] : [sorted]), ...others].slice(0, PHONE_FACTS)
}

function idOf({ id }: ContactListItem): string {
  return id
}
