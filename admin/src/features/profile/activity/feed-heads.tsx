import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ListedActivity } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './activity-feed.module.css'

export function DayHead({ day }: { day: string }) {
  return <h2 className={classes.day}>{day}</h2>
}

export function VisitHead({ visitId, visit }: { visitId: string; visit: ListedActivity['visit'] }) {
  const text = useProfileTexts()
  const source = [visit.utm?.source, visit.utm?.medium].filter((part) => part != null).join(' / ')
  return (
    <div className={classes.visit}>
      <Link
        to="."
        search={(search) => ({ ...search, visit: visitId, event: undefined })}
        resetScroll={false}
        aria-label={text('openVisit')}
      >
        {text('visitOf')}
      </Link>
      {visit.campaign !== null && <bdi>{visit.campaign}</bdi>}
      {source !== '' && <bdi>{source}</bdi>}
      {visit.robot && (
        <Badge variant="default" size="xs" tt="none">
          {text('robot')}
        </Badge>
      )}
    </div>
  )
}
