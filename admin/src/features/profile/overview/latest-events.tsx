import { Link } from '@tanstack/react-router'
import { formatMoney, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { TimeAgo } from '../../../shared/time-ago.tsx'
import type { Overview } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Block } from './block.tsx'
import classes from './overview.module.css'

/** The newest ten of what its definition calls worth knowing. Each opens in its visit. */
export function LatestEvents({ id, overview }: { id: string; overview: Overview }) {
  const text = useProfileTexts()
  const { latestEvents, metrics } = overview
  return (
    <Block
      title={text('latestEvents')}
      isEmpty={latestEvents.length === 0}
      empty={text(metrics.activities === 0 ? 'noEvents' : 'latestEventsEmpty')}
      link={{ to: '/contacts/$id/activity', params: { id } }}
    >
      <ul className={classes.list}>
        {latestEvents.map((event) => (
          <li key={event.id} className={classes.item}>
            <KindIcon kind={event.kind} />
            <Link
              to="."
              search={(search) => ({ ...search, visit: event.visitId, event: event.id })}
              resetScroll={false}
              className={classes.name}
            >
              <bdi className={classes.clamped}>{event.title}</bdi>
            </Link>
            <span className={classes.aside}>
              {event.monetaryValue !== null && event.currency !== null
                ? `${formatMoney(event.monetaryValue, event.currency)} · `
                : event.points !== 0 && `${formatNumber(event.points)} · `}
              <TimeAgo at={event.occurredAt} />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
