import { ActionIcon } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { formatExact, formatMoney, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { useActivityName } from '../../../shared/use-activity-name.ts'
import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import type { ListedActivity } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { ActivityDetails } from './activity-details.tsx'
import classes from './activity-feed.module.css'

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** What happened, where, and where from; opens to all that was sent. */
export function ActivityRow({ contactId, activity }: { contactId: string; activity: ListedActivity }) {
  const text = useProfileTexts()
  const [isOpen, setIsOpen] = useState(false)
  const title = useActivityName()(activity)
  const { kind, url, referrer, points, monetaryValue, currency, occurredAt } = activity
  const at = Date.parse(occurredAt)
  return (
    <article className={classes.activity}>
      <div className={classes.line}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={text('expand', { title: title.slice(0, 100) })}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronRight
            size={16}
            aria-hidden
            className={classes.chevron}
            data-open={isOpen || undefined}
          />
        </ActionIcon>
        <time dateTime={occurredAt} title={formatExact(at)} className={classes.time}>
          {clock.format(at)}
        </time>
        <KindIcon kind={kind} />
        <div className={classes.words}>
          <bdi className={classes.title}>{title}</bdi>
          {(url !== null || referrer !== null) && (
            <div className={classes.where}>
              {url !== null && <VisitorUrl url={url} isShort />}
              {referrer !== null && (
                <span>
                  {`${text('referrer')}: `}
                  <VisitorUrl url={referrer} isShort isForeign />
                </span>
              )}
            </div>
          )}
        </div>
        <span className={classes.worth}>
          {monetaryValue !== null && formatMoney(monetaryValue, currency ?? 'XXX')}
          {points !== 0 && ` ${formatNumber(points)}`}
        </span>
      </div>
      {isOpen && <ActivityDetails activity={activity} filterOf={contactId} />}
    </article>
  )
}
