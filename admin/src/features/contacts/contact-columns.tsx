import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { formatDuration, formatNumber, formatTenths } from '../../shared/format.ts'
import type { ListColumn } from '../../shared/list/list-column.ts'
import { Words } from '../../shared/list/words.tsx'
import { useChannelNames, useDefinitionNames } from '../../shared/set-up.api.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import {
  describeMoney,
  deviceName,
  ListedLabel,
  ListedName,
  placeOf,
  shortPlaceOf,
} from './contact-cells.tsx'
import type { ContactListItem } from './contacts.api.ts'
import classes from './contacts.module.css'
import { useContactTexts } from './contacts.texts.ts'
import { customColumn, fieldColumns } from './field-columns.tsx'

export type ContactColumn = ListColumn<ContactListItem>
/** The key of what is asked for only where it is shown. */
export const CONSENTS = 'consents'
type NamesById = ReturnType<typeof useChannelNames>
type ContactTexts = ReturnType<typeof useContactTexts>

export function profileLink({ id }: { id: string }): string {
  return `/contacts/${id}`
}

export function useContactColumns(items: readonly ContactListItem[]): ContactColumn[] {
  const text = useContactTexts()
  const channels = useChannelNames()
  const definitions = useDefinitionNames()
  // An installation adds fields of its own; they become known by those who have them.
  const fields = [...new Set(items.flatMap((contact) => Object.keys(contact.fields)))].sort().join('\n')
  return useMemo(
    () => [
      ...basicColumns(text),
      ...visitColumns(text, channels, definitions),
      ...moreColumns(text),
      ...fieldColumns(text),
      ...fields.split('\n').flatMap((name) => (name === '' ? [] : customColumn(name))),
      ...idColumns(text),
    ],
    [text, channels, definitions, fields],
  )
}

function basicColumns(text: ContactTexts): ContactColumn[] {
  return [
    { key: 'name', title: text('col_name'), width: 234, render: (contact) => <Name contact={contact} /> },
    { key: 'email', title: text('col_email'), width: 180, render: ({ email }) => <Words value={email} /> },
    {
      key: 'totalPoints',
      title: text('col_totalPoints'),
      width: 84,
      sort: 'totalPoints',
      isNumeric: true,
      render: ({ totalPoints }) => formatNumber(totalPoints),
    },
    {
      key: 'visitCount',
      title: text('col_visitCount'),
      width: 84,
      sort: 'visitCount',
      isNumeric: true,
      render: ({ visitCount }) => formatNumber(visitCount),
    },
    {
      key: 'valuePerVisit',
      title: text('col_valuePerVisit'),
      width: 106,
      sort: 'valuePerVisit',
      isNumeric: true,
      render: ({ totalPoints, visitCount }) =>
        visitCount === 0 ? <Words value={null} /> : formatTenths(totalPoints / visitCount),
    },
    {
      key: 'lastActivityAt',
      title: text('col_lastActivityAt'),
      width: 112,
      sort: 'lastActivityAt',
      isNumeric: true,
      render: ({ lastActivityAt }) => <TimeAgo at={lastActivityAt} />,
    },
  ]
}

function visitColumns(text: ContactTexts, channels: NamesById, definitions: NamesById): ContactColumn[] {
  return [
    {
      key: 'duration',
      title: text('col_duration'),
      hint: text('durationHint'),
      width: 104,
      isNumeric: true,
      render: ({ latestVisit }) =>
        latestVisit === null ? <Words value={null} /> : formatDuration(latestVisit.durationMs),
    },
    {
      key: 'place',
      title: text('col_place'),
      width: 117,
      render: ({ latestVisit }) => (
        <span title={(latestVisit && placeOf(latestVisit)) ?? undefined}>
          <Words value={latestVisit && shortPlaceOf(latestVisit)} />
        </span>
      ),
    },
    {
      key: 'channel',
      title: text('col_channel'),
      width: 132,
      render: ({ latestVisit }) => <Words value={channels.get(latestVisit?.channelId ?? '')} />,
    },
    {
      key: 'trafficChannel',
      title: text('col_trafficChannel'),
      width: 150,
      isOptional: true,
      render: ({ latestVisit }) => <Words value={latestVisit?.trafficChannel ?? null} />,
    },
    {
      key: 'campaign',
      title: text('col_campaign'),
      width: 190,
      isOptional: true,
      render: ({ latestVisit }) => <Words value={definitions.get(latestVisit?.campaignId ?? '')} />,
    },
    {
      key: 'device',
      title: text('col_device'),
      width: 110,
      isOptional: true,
      render: ({ latestVisit }) => <Words value={deviceName(text, latestVisit?.deviceType ?? null)} />,
    },
    {
      key: 'pages',
      title: text('col_pages'),
      hint: text('pagesHint'),
      width: 150,
      isNumeric: true,
      isOptional: true,
      render: ({ latestVisit }) =>
        latestVisit === null ? <Words value={null} /> : formatNumber(latestVisit.pageViews),
    },
  ]
}

function moreColumns(text: ContactTexts): ContactColumn[] {
  return [
    {
      key: 'activityCount',
      title: text('col_activityCount'),
      width: 110,
      sort: 'activityCount',
      isNumeric: true,
      isOptional: true,
      render: ({ activityCount }) => formatNumber(activityCount),
    },
    {
      key: 'money',
      title: text('col_money'),
      width: 150,
      isNumeric: true,
      isOptional: true,
      render: ({ totalMonetary }) => <Words value={describeMoney(totalMonetary)} />,
    },
    {
      key: 'createdAt',
      title: text('col_createdAt'),
      width: 120,
      sort: 'createdAt',
      isNumeric: true,
      isOptional: true,
      render: ({ createdAt }) => <TimeAgo at={createdAt} />,
    },
    {
      key: 'firstSeenAt',
      title: text('col_firstSeenAt'),
      width: 120,
      sort: 'firstSeenAt',
      isNumeric: true,
      isOptional: true,
      render: ({ firstSeenAt }) => <TimeAgo at={firstSeenAt} />,
    },
    {
      key: CONSENTS,
      title: text('col_consents'),
      width: 190,
      isOptional: true,
      render: ({ consents }) => <Words value={consents?.map(({ displayName }) => displayName).join(', ')} />,
    },
  ]
}

function idColumns(text: ContactTexts): ContactColumn[] {
  return [
    {
      key: 'identifiers',
      title: text('col_identifiers'),
      width: 240,
      isOptional: true,
      render: ({ identifiers }) => (
        <Words
          value={identifiers
            .filter(({ type }) => type === 'known')
            .map(({ source, identifier }) => `${source}: ${identifier}`)
            .join(', ')}
        />
      ),
    },
    { key: 'id', title: text('col_id'), width: 300, isOptional: true, render: ({ id }) => <code>{id}</code> },
  ]
}

function Name({ contact }: { contact: ContactListItem }) {
  return (
    <span className={classes.name}>
      <Link to={profileLink(contact)} className={classes.link}>
        <ListedName contact={contact} />
      </Link>
      <span className={classes.tag}>
        <ListedLabel contact={contact} />
      </span>
    </span>
  )
}

/** What an export holds of a shown column, in the names of the API; the id always comes along, and which are robots. */
const exported: Readonly<Record<string, readonly string[]>> = {
  name: ['id', 'name', 'robot'],
  duration: ['latestVisitDuration'],
  place: ['latestVisitCity', 'latestVisitCountry'],
  channel: ['latestVisitChannel'],
  trafficChannel: ['latestVisitTrafficChannel'],
  campaign: ['latestVisitCampaign'],
  device: ['latestVisitDeviceType'],
  pages: ['latestVisitPageViews'],
  money: ['totalMonetary'],
  id: [],
}

export function exportColumns(columns: readonly ContactColumn[]): string[] {
  const names = columns.flatMap(({ key }) =>
    key.startsWith('fields.') ? ['fields'] : (exported[key] ?? [key]),
  )
  return [...new Set(names)]
}
