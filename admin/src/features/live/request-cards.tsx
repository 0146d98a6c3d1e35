import { memo, type RefObject } from 'react'
import { formatClock } from './format-clock.ts'
import classes from './live.module.css'
import { endpointTexts } from './live.search.ts'
import { useLiveTexts } from './live.texts.ts'
import { EventCount, RequestLink, RequestStatus } from './request-cells.tsx'
import { RequestVerdict } from './verdict-label.tsx'
import type { PlacedRequest, VirtualRows } from './virtual-rows.ts'

/** The list on a phone: two lines each. */
export function RequestCards({ area, shown, boundary, boundaryText, total, onScroll }: VirtualRows) {
  const text = useLiveTexts()
  return (
    <ul
      ref={area as RefObject<HTMLUListElement>}
      className={`${classes.table} ${classes.area}`}
      aria-label={text('list')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
      tabIndex={0}
      onScroll={onScroll}
    >
      {shown.map((placed) => (
        <Card key={`${placed.request.id} ${placed.request.at}`} {...placed} />
      ))}
      {boundary !== null && (
        <li className={classes.boundary} style={{ transform: `translateY(${boundary}px)` }}>
          {boundaryText}
        </li>
      )}
      <li aria-hidden className={classes.spacer} style={{ height: total }} />
    </ul>
  )
}

const Card = memo(function Card({ request, channelName, isOpen, start }: PlacedRequest) {
  const text = useLiveTexts()
  const { id, at, endpoint, code } = request
  const what = text('cardLine', {
    what: code ?? text(endpointTexts[endpoint]),
    channel: channelName ?? text('noChannel'),
  })
  return (
    <li
      className={classes.card}
      style={{ transform: `translateY(${start}px)` }}
      data-open={isOpen || undefined}
      data-row={id}
    >
      <span className={classes.cardLine}>
        <RequestVerdict request={request} />
        <RequestLink id={id}>
          <time dateTime={at}>{formatClock(at, 'millisecond')}</time>
        </RequestLink>
      </span>
      <span className={classes.cardLine}>
        <bdi className={classes.cardText}>{what}</bdi>
        <span className={classes.cardFacts}>
          <EventCount request={request} />
          <span>
            <RequestStatus request={request} />
          </span>
        </span>
      </span>
    </li>
  )
})
