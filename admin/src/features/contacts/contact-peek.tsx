import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Contact } from '../../../../server/src/features/contacts/contacts.schemas.ts'
import { Avatar } from '../../shared/avatar.tsx'
import { ContactLabel } from '../../shared/contact-label.tsx'
import { ContactName } from '../../shared/contact-name.tsx'
import { formatDuration, formatNumber, formatTenths } from '../../shared/format.ts'
import { isolate } from '../../shared/isolate.ts'
import { FactList } from '../../shared/list/fact-list.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useChannelNames, useDefinitionNames } from '../../shared/set-up.api.ts'
import { SideDrawer } from '../../shared/side-drawer.tsx'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { deviceName, placeOf } from './contact-cells.tsx'
import { profileLink } from './contact-columns.tsx'
import { type ContactListItem, contactQuery } from './contacts.api.ts'
import { useContactTexts } from './contacts.texts.ts'

type Peeked = Contact & Partial<Pick<ContactListItem, 'latestVisit'>>

/** A look at a contact without leaving the list: who it is, and the last visit. */
export default function ContactPeek({
  id,
  listed,
  onClose,
}: {
  id: string
  /** Where the list has it already. */
  listed: ContactListItem | undefined
  onClose: () => void
}) {
  const text = useContactTexts()
  const query = useQuery({ ...contactQuery(id), enabled: listed === undefined })
  return (
    <SideDrawer title={text('peekTitle')} closeLabel={text('close')} size={480} row={id} onClose={onClose}>
      {listed !== undefined ? (
        <Peek contact={listed} />
      ) : (
        <PageState query={query}>{(contact) => <Peek contact={contact} />}</PageState>
      )}
    </SideDrawer>
  )
}

function Peek({ contact }: { contact: Peeked }) {
  const text = useContactTexts()
  const { jobTitle, companyName, visitCount, totalPoints } = contact
  const work = [jobTitle, companyName]
    .filter((part) => part !== null)
    .map(isolate)
    .join(' · ')
  const facts: [string, ReactNode][] = [
    [text('col_email'), contact.email],
    [text('field_mobilePhone'), contact.mobilePhone],
    [text('field_businessPhone'), contact.businessPhone],
    [text('col_totalPoints'), formatNumber(totalPoints)],
    [text('col_visitCount'), formatNumber(visitCount)],
    [text('col_valuePerVisit'), visitCount === 0 ? null : formatTenths(totalPoints / visitCount)],
    [text('col_firstSeenAt'), <TimeAgo key="first" at={contact.firstSeenAt} />],
    [text('col_lastActivityAt'), <TimeAgo key="last" at={contact.lastActivityAt} />],
  ]
  return (
    <Stack gap="lg">
      <Group wrap="nowrap" align="flex-start">
        <Avatar id={contact.id} size={48} />
        <div>
          <Title order={2}>
            <ContactName contact={contact} />
          </Title>
          {work !== '' && (
            <Text c="dimmed" size="sm">
              <bdi>{work}</bdi>
            </Text>
          )}
          <ContactLabel contact={contact} />
        </div>
      </Group>
      <FactList facts={facts} />
      {contact.latestVisit !== undefined && <LatestVisit visit={contact.latestVisit} />}
      <Button renderRoot={(props) => <Link to={profileLink(contact)} {...props} />}>
        {text('openProfile')}
      </Button>
    </Stack>
  )
}

function LatestVisit({ visit }: { visit: ContactListItem['latestVisit'] }) {
  const text = useContactTexts()
  const channels = useChannelNames()
  const definitions = useDefinitionNames()
  return (
    <div>
      <Title order={3} mb="xs">
        {text('lastVisit')}
      </Title>
      {visit === null ? (
        <Text c="dimmed">{text('noVisit')}</Text>
      ) : (
        <FactList
          facts={[
            [text('visitStarted'), <TimeAgo key="started" at={visit.startedAt} />],
            [text('col_duration'), visit.open ? text('open') : formatDuration(visit.durationMs)],
            [text('col_pages'), formatNumber(visit.pageViews)],
            [text('col_totalPoints'), formatNumber(visit.points)],
            [text('col_channel'), channels.get(visit.channelId ?? '')],
            [text('col_trafficChannel'), visit.trafficChannel],
            [text('col_campaign'), definitions.get(visit.campaignId ?? '')],
            [text('col_device'), deviceName(text, visit.deviceType)],
            [text('col_place'), placeOf(visit)],
          ]}
        />
      )}
    </div>
  )
}
