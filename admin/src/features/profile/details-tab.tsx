import { Paper, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import { ExactTime } from '../../shared/exact-time.tsx'
import { formatDay } from '../../shared/format.ts'
import { PageState } from '../../shared/page-state.tsx'
import { Facts } from './facts.tsx'
import { nameCountry } from './place.ts'
import { type Contact, contactQuery } from './profile.api.ts'
import { type ProfileText, useProfileTexts } from './profile.texts.ts'

const route = getRouteApi('/contacts/$id')

/** Every field of a contact, those that this installation added, too. */
export function DetailsTab() {
  const text = useProfileTexts()
  const { id } = route.useParams()
  const query = useQuery(contactQuery(id))
  return (
    <PageState query={query}>
      {(contact) => (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {listSections(contact, text).map(([title, facts]) => (
            <Paper key={title} component="section" withBorder p="md" aria-label={title}>
              <Title order={2} size="h3" mb="sm">
                {title}
              </Title>
              {facts.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {text('customEmpty')}
                </Text>
              ) : (
                <Facts facts={facts} />
              )}
            </Paper>
          ))}
        </SimpleGrid>
      )}
    </PageState>
  )
}

type Fact = readonly [name: string, value: ReactNode]

function listSections(contact: Contact, text: ProfileText): [title: string, facts: Fact[]][] {
  const show = (value: string | null): ReactNode =>
    value === null || value === '' ? (
      <Text span inherit c="dimmed">
        {text('notSet')}
      </Text>
    ) : (
      <bdi>{value}</bdi>
    )
  // A plain date: no time zone moves it.
  const birthday =
    contact.birthday === null ? null : (
      <time dateTime={contact.birthday} title={contact.birthday}>
        {formatDay(contact.birthday)}
      </time>
    )
  const fields = Object.entries(contact.fields)
  return [
    [
      text('person'),
      [
        [text('firstName'), show(contact.firstName)],
        [text('middleName'), show(contact.middleName)],
        [text('lastName'), show(contact.lastName)],
        [text('birthday'), birthday ?? show(null)],
        [text('gender'), show(contact.gender)],
      ],
    ],
    [
      text('reach'),
      [
        [
          text('email'),
          contact.email === null ? show(null) : <CopiedText value={contact.email} name={text('email')} />,
        ],
        [text('mobilePhone'), show(contact.mobilePhone)],
        [text('businessPhone'), show(contact.businessPhone)],
      ],
    ],
    [
      text('work'),
      [
        [text('jobTitle'), show(contact.jobTitle)],
        [text('companyName'), show(contact.companyName)],
      ],
    ],
    [
      text('home'),
      [
        [text('address1'), show(contact.address1)],
        [text('city'), show(contact.city)],
        [text('zip'), show(contact.zip)],
        [text('state'), show(contact.state)],
        [text('country'), show(nameCountry(contact.country))],
      ],
    ],
    [text('custom'), fields.map(([name, value]) => [name, show(describeValue(value))])],
    [
      text('record'),
      [
        [text('contactId'), <CopiedText key="id" value={contact.id} name={text('contactId')} />],
        [text('created'), <ExactTime key="created" at={contact.createdAt} />],
        [text('firstSeen'), <ExactTime key="first" at={contact.firstSeenAt} />],
        [text('lastSeen'), <ExactTime key="last" at={contact.lastActivityAt} />],
        [text('classification'), text(`classification_${contact.classification}`)],
        [text('notes'), <Lines key="notes">{show(contact.notes)}</Lines>],
      ],
    ],
  ]
}

function describeValue(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** As they were written, line by line. */
function Lines({ children }: { children: ReactNode }) {
  return (
    <Text span inherit display="block" style={{ whiteSpace: 'pre-wrap' }}>
      {children}
    </Text>
  )
}

function CopiedText({ value, name }: { value: string; name: string }) {
  return (
    <>
      <bdi>{value}</bdi> <CopyButton value={value} name={name} />
    </>
  )
}
