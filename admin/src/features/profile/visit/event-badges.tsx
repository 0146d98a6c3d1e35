import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { formatMoney, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { ActivityDetails } from '../activity/activity-details.tsx'
import type { Activity } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './event-badges.module.css'

interface EventsOf {
  readonly activities: readonly Activity[]
  readonly unlistedIds: readonly string[]
}

/** What was done on a page; each opens to all that was sent. Those that are kept out of lists show on request. */
export function EventBadges({ place, eventId }: { place: EventsOf; eventId: string | undefined }) {
  const text = useProfileTexts()
  const unlisted = new Set(place.unlistedIds)
  const [showsAll, setShowsAll] = useState(() => eventId !== undefined && unlisted.has(eventId))
  const [open, setOpen] = useState<string | null>(null)
  const shown = place.activities.filter(({ id }) => showsAll || !unlisted.has(id))
  const opened = shown.find(({ id }) => id === open)
  if (place.activities.length === 0) return null
  return (
    <>
      <ul className={classes.badges}>
        {shown.map((activity) => (
          <EventBadge
            key={activity.id}
            activity={activity}
            isTarget={activity.id === eventId}
            isOpen={activity.id === open}
            onToggle={() => setOpen(activity.id === open ? null : activity.id)}
          />
        ))}
        {!showsAll && unlisted.size > 0 && (
          <li>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setShowsAll(true)}>
              {text('notListed', { count: unlisted.size })}
            </Button>
          </li>
        )}
      </ul>
      {opened !== undefined && <ActivityDetails activity={opened} />}
    </>
  )
}

function EventBadge({
  activity,
  isTarget,
  isOpen,
  onToggle,
}: {
  activity: Activity
  isTarget: boolean
  isOpen: boolean
  onToggle: () => void
}) {
  const { kind, title, points, monetaryValue, currency } = activity
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isTarget) element.current?.scrollIntoView({ block: 'center' })
  }, [isTarget])
  return (
    <li ref={element} id={`event-${activity.id}`}>
      <button
        type="button"
        className={classes.badge}
        data-target={isTarget || undefined}
        aria-expanded={isOpen}
        onClick={onToggle}
      >
        <KindIcon kind={kind} size={14} isBeside />
        <bdi className={classes.title}>{title}</bdi>
        {points !== 0 && <span>{formatNumber(points)}</span>}
        {monetaryValue !== null && <span>{formatMoney(monetaryValue, currency ?? 'XXX')}</span>}
      </button>
    </li>
  )
}
