import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { ColumnPicker } from '../../shared/list/column-picker.tsx'
import { ExportMenu } from '../../shared/list/export-menu.tsx'
import { SortMenu } from '../../shared/list/list-cards.tsx'
import { readSort } from '../../shared/list/list-column.ts'
import { Pager } from '../../shared/list/pager.tsx'
import { useColumnLayout, useIsColumnChosen } from '../../shared/list/use-column-layout.ts'
import { useLostCursor } from '../../shared/list/use-lost-cursor.ts'
import { useMomentOfList } from '../../shared/list/use-moment-of-list.ts'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { useSession } from '../../shared/session.ts'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { CONSENTS, exportColumns, useContactColumns } from './contact-columns.tsx'
import { ContactList } from './contact-list.tsx'
import { contactsQuery, toContactFilters } from './contacts.api.ts'
import { useContactTexts } from './contacts.texts.ts'
import { ContactsToolbar } from './contacts-toolbar.tsx'
import { NoContacts } from './no-contacts.tsx'
import { useContactsSearch } from './use-contacts-search.ts'

const PAGE_SIZE = 50
const DEFAULT_SORT = '-lastActivityAt'
const NAME = 'name'

// Neither drawers nor what few have to be told are part of the first load.
const ContactPeek = lazy(() => import('./contact-peek.tsx'))
const LostLink = lazy(() => import('./lost-link.tsx'))
const AnonymousHidden = lazy(() => import('./anonymous-hidden.tsx'))

export function ContactsPage() {
  const text = useContactTexts()
  const { search, narrow, turnTo, peek, clear, forgetLink } = useContactsSearch()
  const isPhone = useIsPhone()
  const hidesAnonymous = useSession().data?.installation.showsAnonymous === false
  const now = useMomentOfList(search.at, search.period)
  const filters = toContactFilters(search, now, useReportZone())
  const pageSize = Number(search.limit ?? PAGE_SIZE)
  const include = useIsColumnChosen('contacts.columns', CONSENTS) ? CONSENTS : undefined
  const query = useQuery(contactsQuery({ ...filters, include, limit: pageSize, cursor: search.cursor }))
  useLostCursor(query.error, () => turnTo(undefined, undefined))

  const items = query.data?.items ?? []
  const columns = useContactColumns(items)
  const { shown, layout, setLayout, reset } = useColumnLayout('contacts.columns', columns, NAME)
  const sort = search.sort ?? DEFAULT_SORT
  const onSort = (sort: string) => narrow({ sort })
  const at = search.period === undefined ? undefined : new Date(now).toISOString()

  return (
    <>
      <PageHead title={text('title')} purpose={text('purpose')} />
      <Stack gap="sm">
        <Suspense>
          {search.link !== undefined && <LostLink onClose={forgetLink} />}
          {hidesAnonymous && <AnonymousHidden />}
        </Suspense>
        <ContactsToolbar
          actions={
            <>
              {isPhone && <SortMenu columns={columns} sort={sort} onSort={onSort} />}
              <ColumnPicker
                columns={columns}
                fixed={NAME}
                layout={layout}
                onLayout={setLayout}
                onReset={reset}
              />
              <ExportMenu
                path="/contacts/export"
                parameters={{ ...filters, columns: exportColumns(shown) }}
              />
            </>
          }
        />
        <PageState query={query}>
          {(page) =>
            page.items.length === 0 ? (
              <NoContacts search={search} onClear={clear} />
            ) : (
              <>
                <ContactList
                  items={page.items}
                  columns={shown}
                  sorted={columns.find((column) => column.sort === readSort(sort).key)}
                  layout={layout}
                  onLayout={setLayout}
                  sort={sort}
                  onSort={onSort}
                  isPhone={isPhone}
                  isStale={query.isPlaceholderData}
                  isPart={page.prevCursor !== null || page.nextCursor !== null}
                  onPeek={peek}
                />
                <Pager
                  shown={page.items.length}
                  total={page.total}
                  totalIsEstimate={page.totalIsEstimate}
                  prevCursor={page.prevCursor}
                  nextCursor={page.nextCursor}
                  pageSize={pageSize}
                  onCursor={(cursor) => turnTo(cursor, at)}
                  onPageSize={(size) => narrow({ limit: size === 25 ? '25' : size === 100 ? '100' : '50' })}
                />
              </>
            )
          }
        </PageState>
      </Stack>
      {search.peek !== undefined && (
        <Suspense>
          <ContactPeek
            id={search.peek}
            listed={items.find(({ id }) => id === search.peek)}
            onClose={() => peek(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}
