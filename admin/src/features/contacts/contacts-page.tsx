import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ContactLabel } from '../../shared/contact-label.tsx'
import { Notice } from '../../shared/notice.tsx'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { contactsQuery } from './contacts.api.ts'
import { useContactTexts } from './contacts.texts.ts'

export function ContactsPage() {
  const text = useContactTexts()
  const { q } = useSearch({ from: '/contacts' })
  const query = useQuery(contactsQuery({ search: q }))
  return (
    <>
      <PageHead title={text('title')} purpose={text('purpose')} />
      <PageState query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice title={text('emptyTitle')} message={text('empty')} />
          ) : (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{text('name')}</Table.Th>
                  <Table.Th>{text('email')}</Table.Th>
                  <Table.Th>{text('lastActivity')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((contact) => (
                  <Table.Tr key={contact.id}>
                    <Table.Td>
                      {contact.displayName} <ContactLabel contact={contact} />
                    </Table.Td>
                    <Table.Td>{contact.email}</Table.Td>
                    <Table.Td>
                      <TimeAgo at={contact.lastActivityAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </PageState>
    </>
  )
}
