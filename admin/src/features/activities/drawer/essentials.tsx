import { Anchor, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ContactName } from '../../../shared/contact-name.tsx'
import { ExactTime } from '../../../shared/exact-time.tsx'
import { formatMinute, formatNumber } from '../../../shared/format.ts'
import { FactList } from '../../../shared/list/fact-list.tsx'
import { useChannelNames } from '../../../shared/set-up.api.ts'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import type { ListedActivity } from '../activities.api.ts'
import type { ActivitiesSearch } from '../activities.search.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { moneyOf } from '../activity-columns.tsx'
import { FilterValue } from './filter-value.tsx'
import { utmNames, writeProperty } from './write-property.ts'

/** All of it, also what happened outside the time that is shown. */
function wholeVisit(visit: string): ActivitiesSearch {
  return { visit, period: undefined } as ActivitiesSearch
}

/** What one mostly wants to know of an activity. */
export function Essentials({
  activity,
  onFilter,
}: {
  activity: ListedActivity
  onFilter: (changes: ActivitiesSearch) => void
}) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const channels = useChannelNames()
  const { kind, type, definitionId, channelId, contactId, contact, visitId, visit, url, referrer, data } =
    activity

  function value(name: string, value: string, filter: ActivitiesSearch): ReactNode {
    return <FilterValue name={name} value={value} filter={filter} onFilter={onFilter} />
  }
  const facts: [string, ReactNode][] = [
    [text('col_occurredAt'), <ExactTime key="at" at={activity.occurredAt} />],
    [text('col_kind'), value(text('col_kind'), shared(`kind_${kind}`), { kind })],
    [text('col_type'), definitionId && value(text('col_type'), type ?? '', { type: [definitionId] })],
    [text('col_value'), activity.value],
    [text('col_points'), activity.points === 0 ? null : formatNumber(activity.points)],
    [text('col_money'), moneyOf(activity)],
    [
      text('col_contact'),
      <Anchor
        key="contact"
        inherit
        renderRoot={(props) => <Link to={`/contacts/${contactId}` as string} {...props} />}
      >
        <ContactName contact={{ id: contactId, ...contact }} />
      </Anchor>,
    ],
    [
      text('col_channel'),
      channelId && value(text('col_channel'), channels.get(channelId) ?? channelId, { channel: [channelId] }),
    ],
    [text('col_url'), url && <VisitorUrl key="url" url={url} />],
    [text('col_referrer'), referrer && <VisitorUrl key="referrer" url={referrer} />],
    [
      text('col_campaign'),
      visit.campaignId &&
        value(text('col_campaign'), visit.campaign ?? visit.campaignId, { campaign: [visit.campaignId] }),
    ],
    ...utmNames.flatMap((name): [string, ReactNode][] => {
      const utm = visit.utm?.[name] ?? null
      return utm === null ? [] : [[`utm_${name}`, value(`utm_${name}`, utm, { utm: `${name}:${utm}` })]]
    }),
    [
      text('col_visit'),
      <div key="visit">
        <Anchor inherit renderRoot={(props) => <Link to={`/visits/${visitId}` as string} {...props} />}>
          {visit.startedAt === null
            ? text('visit')
            : text('visitOf', { at: formatMinute(Date.parse(visit.startedAt)) })}
        </Anchor>
        <br />
        <FilterValue
          name={text('col_visit')}
          value={visitId}
          filter={wholeVisit(visitId)}
          onFilter={onFilter}
        >
          {text('visitAll')}
        </FilterValue>
      </div>,
    ],
    [text('col_robot'), visit.robot ? text('yes') : null],
  ]
  const properties = Object.entries(data ?? {})
  return (
    <>
      <FactList facts={facts} />
      <Title order={3} mt="lg" mb="xs">
        {text('properties')}
      </Title>
      {properties.length === 0 ? (
        <Text size="sm" c="dimmed">
          {text('noProperties')}
        </Text>
      ) : (
        <FactList
          facts={properties.map(([name, member]) => {
            const property = writeProperty(name, member)
            const shown = typeof member === 'string' ? member : JSON.stringify(member)
            return [name, property === null ? shown : value(name, shown, { property })] as const
          })}
        />
      )}
    </>
  )
}
