import { Paper, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { formatDuration, formatExact, formatNumber } from '../../shared/format.ts'
import { shortenForeignUrl, shortenUrl } from '../../shared/shorten-url.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { OpenDot } from './open-mark.tsx'
import { describeDevice, locate } from './place.ts'
import type { Visit } from './profile.api.ts'
import { type ProfileText, useProfileTexts } from './profile.texts.ts'
import classes from './visits-tab.module.css'

/** A visit among others: all that is known of it at a glance. */
export function VisitRow({ visit }: { visit: Visit }) {
  const text = useProfileTexts()
  const from = locate(visit.location)
  const facts = [
    visit.trafficChannel,
    visit.campaignName,
    visit.channelName,
    describeDevice(visit.device),
    from,
  ]
  const figures = [
    [text('duration'), formatDuration(visit.durationMs)],
    [text('pages'), formatNumber(visit.pageViews)],
    [text('activitiesInVisit'), formatNumber(visit.activityCount)],
    [text('value'), formatNumber(visit.points)],
  ] as const
  return (
    <Paper component="li" withBorder className={classes.row}>
      <div>
        <Link
          to="."
          search={(search) => ({ ...search, visit: visit.id })}
          resetScroll={false}
          className={classes.open}
        >
          {formatExact(Date.parse(visit.startedAt))}
        </Link>{' '}
        {visit.open && <OpenDot />}
        <Text size="xs" c="dimmed" component="div">
          <TimeAgo at={visit.startedAt} />
          {' · '}
          {text(visit.endedBy === null ? 'stillOpen' : `visitEnded_${visit.endedBy}`)}
          {visit.robot && ` · ${text('robot')}`}
        </Text>
      </div>
      <div className={classes.what}>
        <dl className={classes.pages}>
          {listPages(visit, text).map(([name, page]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{page}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <Text size="xs" c="dimmed" component="div">
          {facts
            .filter((fact) => fact !== null)
            .map((fact, index) => (
              <bdi key={fact}>
                {index > 0 && ' · '}
                {fact}
              </bdi>
            ))}
        </Text>
      </div>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  )
}

/** Where the visitor came from, began and left; a page that was both is named once. */
function listPages(visit: Visit, text: ProfileText): [string, string][] {
  const { landingUrl, exitUrl, referrer, open } = visit
  const isElsewhere = exitUrl !== null && exitUrl !== landingUrl
  return [
    [text('entry'), landingUrl === null ? text('noPage') : shortenUrl(landingUrl)],
    ...(isElsewhere ? [[text(open ? 'latest' : 'exit'), shortenUrl(exitUrl)] as [string, string]] : []),
    ...(referrer === null ? [] : [[text('referrer'), shortenForeignUrl(referrer)] as [string, string]]),
  ]
}
