import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ContactName } from '../../shared/contact-name.tsx'
import { formatMoney, formatNumber } from '../../shared/format.ts'
import { KindIcon } from '../../shared/kind-icon.tsx'
import type { ListColumn } from '../../shared/list/list-column.ts'
import { Words } from '../../shared/list/words.tsx'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { useActivityName } from '../../shared/use-activity-name.ts'
import { VisitorUrl } from '../../shared/visitor-url.tsx'
import type { ListedActivity } from './activities.api.ts'
import classes from './activities.module.css'
import { useActivityTexts } from './activities.texts.ts'

export type ActivityColumn = ListColumn<ListedActivity>

export function useActivityColumns(): ActivityColumn[] {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const channels = useChannelNames()
  const nameActivity = useActivityName()
  return useMemo(
    () => [
      {
        key: 'occurredAt',
        title: text('col_occurredAt'),
        width: 112,
        sort: 'occurredAt',
        render: (activity) => <Time activity={activity} />,
      },
      {
        key: 'kind',
        title: text('col_kind'),
        width: 116,
        render: ({ kind }) => (
          <span className={classes.kind}>
            <KindIcon kind={kind} size={16} isBeside />
            {shared(`kind_${kind}`)}
          </span>
        ),
      },
      {
        key: 'title',
        title: text('col_title'),
        width: 250,
        render: (activity) => <Words value={nameActivity(activity)} />,
      },
      {
        key: 'points',
        title: text('col_points'),
        width: 76,
        isNumeric: true,
        render: ({ points }) => (points === 0 ? <Words value={null} /> : formatNumber(points)),
      },
      {
        key: 'contact',
        title: text('col_contact'),
        width: 190,
        render: ({ contactId, contact }) => (
          <Link to={`/contacts/${contactId}` as string} className={classes.link}>
            <ContactName contact={{ id: contactId, ...contact }} />
          </Link>
        ),
      },
      {
        key: 'channel',
        title: text('col_channel'),
        width: 150,
        render: ({ channelId }) => <Words value={channels.get(channelId ?? '')} />,
      },
      {
        key: 'url',
        title: text('col_url'),
        width: 252,
        render: ({ url }) => (url === null ? <Words value={null} /> : <VisitorUrl url={url} isShort />),
      },
      ...optionalColumns(text),
    ],
    [text, shared, channels, nameActivity],
  )
}

function optionalColumns(text: ReturnType<typeof useActivityTexts>): ActivityColumn[] {
  const isOptional = true
  return [
    {
      key: 'type',
      title: text('col_type'),
      width: 180,
      isOptional,
      render: ({ type }) => <Words value={type} />,
    },
    {
      key: 'value',
      title: text('col_value'),
      width: 160,
      isOptional,
      render: ({ value }) => <Words value={value} />,
    },
    {
      key: 'money',
      title: text('col_money'),
      width: 110,
      isNumeric: true,
      isOptional,
      render: (activity) => <Words value={moneyOf(activity)} />,
    },
    {
      key: 'referrer',
      title: text('col_referrer'),
      width: 220,
      isOptional,
      render: ({ referrer }) => (referrer === null ? <Words value={null} /> : <VisitorUrl url={referrer} />),
    },
    {
      key: 'campaign',
      title: text('col_campaign'),
      width: 180,
      isOptional,
      render: ({ visit }) => <Words value={visit.campaign} />,
    },
    {
      key: 'utm',
      title: text('col_utm'),
      width: 200,
      isOptional,
      render: ({ visit }) => (
        <Words
          value={Object.entries(visit.utm ?? {})
            .filter(([, value]) => value !== null)
            .map(([name, value]) => `${name}=${value}`)
            .join(', ')}
        />
      ),
    },
    {
      key: 'visit',
      title: text('col_visit'),
      width: 110,
      isOptional,
      render: ({ visitId }) => (
        <Link to={`/visits/${visitId}` as string} className={classes.link}>
          <code>{visitId.slice(-8)}</code>
        </Link>
      ),
    },
    {
      key: 'language',
      title: text('col_language'),
      width: 100,
      isOptional,
      render: ({ data }) => <Words value={typeof data?.language === 'string' ? data.language : null} />,
    },
  ]
}

/** The link of a row: it opens the activity beside the list, and is an address of its own. */
function Time({ activity }: { activity: ListedActivity }) {
  return (
    <Link
      from="/activities"
      to="."
      search={(search) => ({ ...search, activity: activity.id })}
      resetScroll={false}
      className={classes.link}
    >
      <Text span inherit fw={500}>
        <TimeAgo at={activity.occurredAt} />
      </Text>
    </Link>
  )
}

export function moneyOf({ monetaryValue, currency }: ListedActivity): string | null {
  return monetaryValue === null ? null : formatMoney(monetaryValue, currency ?? '')
}

/** What an export holds of a shown column, in the names of the API; the id always comes along. */
const exported: Readonly<Record<string, readonly string[]>> = {
  occurredAt: ['id', 'occurredAt'],
  money: ['monetaryValue', 'currency'],
  contact: ['contactId', 'contact'],
  visit: ['visitId'],
  language: ['data'],
}

export function exportColumns(columns: readonly ActivityColumn[]): string[] {
  return [...new Set(columns.flatMap(({ key }) => exported[key] ?? [key]))]
}
