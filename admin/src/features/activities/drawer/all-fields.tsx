import type { ReactNode } from 'react'
import { CopyButton } from '../../../shared/copy-button.tsx'
import { formatExact, formatNumber } from '../../../shared/format.ts'
import { FactList } from '../../../shared/list/fact-list.tsx'
import { useChannelNames } from '../../../shared/set-up.api.ts'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import type { ListedActivity } from '../activities.api.ts'
import type { ActivitiesSearch } from '../activities.search.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { moneyOf } from '../activity-columns.tsx'
import classes from './drawer.module.css'
import { FilterValue } from './filter-value.tsx'

/** Everything that is stored of an activity, ids to copy. */
export function AllFields({
  activity,
  onFilter,
}: {
  activity: ListedActivity
  onFilter: (changes: ActivitiesSearch) => void
}) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const channels = useChannelNames()
  const { contactId, visitId, channelId, visit } = activity
  const facts: [string, ReactNode][] = [
    [text('col_id'), <Id key="id" name={text('col_id')} id={activity.id} />],
    [text('col_occurredAt'), <Moment key="at" at={activity.occurredAt} />],
    [text('col_receivedAt'), <Moment key="received" at={activity.receivedAt} />],
    [text('col_timeSource'), text(`timeSource_${activity.timeSource}`)],
    [text('col_kind'), shared(`kind_${activity.kind}`)],
    [text('col_type'), activity.type],
    [
      text('col_definitionId'),
      <Id key="definition" name={text('col_definitionId')} id={activity.definitionId} />,
    ],
    [text('col_title'), activity.title],
    [text('col_value'), activity.value],
    [text('col_points'), formatNumber(activity.points)],
    [text('col_money'), moneyOf(activity)],
    [
      text('col_contact'),
      <FilterValue
        key="contact"
        name={text('col_contact')}
        value={contactId}
        filter={{ contact: contactId }}
        onFilter={onFilter}
      />,
    ],
    [
      text('col_visit'),
      <FilterValue
        key="visit"
        name={text('col_visit')}
        value={visitId}
        filter={{ visit: visitId }}
        onFilter={onFilter}
      />,
    ],
    [text('col_parentId'), <Id key="parent" name={text('col_parentId')} id={activity.parentId} />],
    [text('col_channel'), channels.get(channelId ?? '') ?? channelId],
    [text('col_url'), activity.url],
    [text('col_referrer'), activity.referrer],
    [text('col_campaign'), visit.campaign],
    [text('col_robot'), text(visit.robot ? 'yes' : 'no')],
  ]
  return <FactList facts={facts.filter(([, value]) => value !== null)} />
}

function Id({ name, id }: { name: string; id: string | null }) {
  if (id === null) return '–'
  return (
    <span className={classes.id}>
      <code>{id}</code>
      <CopyButton value={id} name={name} />
    </span>
  )
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at}>
      {formatExact(Date.parse(at))} <code>{at}</code>
    </time>
  )
}
