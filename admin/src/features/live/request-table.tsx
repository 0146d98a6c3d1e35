import { memo, type RefObject } from 'react'
import { ContactName } from '../../shared/contact-name.tsx'
import { formatTenths } from '../../shared/format.ts'
import { formatClock } from './format-clock.ts'
import classes from './live.module.css'
import { endpointTexts } from './live.search.ts'
import { useLiveTexts } from './live.texts.ts'
import { Dim, EventCount, KeyName, RequestLink, RequestStatus } from './request-cells.tsx'
import { RequestVerdict } from './verdict-label.tsx'
import type { PlacedRequest, VirtualRows } from './virtual-rows.ts'

const columns = [
  'time',
  'verdict',
  'channel',
  'endpoint',
  'events',
  'contact',
  'key',
  'origin',
  'status',
  'ms',
] as const
const numbers: ReadonlySet<string> = new Set(['events', 'status', 'ms'])

/** The list where there is room for columns. */
export function RequestTable({
  area,
  shown,
  boundary,
  boundaryText,
  total,
  count,
  onScroll,
}: VirtualRows & { count: number }) {
  const text = useLiveTexts()
  return (
    <table
      ref={area as RefObject<HTMLTableElement>}
      className={`${classes.table} ${classes.sheet}`}
      aria-label={text('list')}
      aria-rowcount={count + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
      tabIndex={0}
      onScroll={onScroll}
    >
      <thead>
        <tr className={classes.heads}>
          {columns.map((column) => (
            <th key={column} scope="col" className={headClass(column)}>
              {text(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.rows}>
        {shown.map((placed) => (
          <Row key={`${placed.request.id} ${placed.request.at}`} {...placed} />
        ))}
        {boundary !== null && (
          <tr className={classes.boundary} style={{ transform: `translateY(${boundary}px)` }}>
            <td colSpan={columns.length}>{boundaryText}</td>
          </tr>
        )}
        <tr aria-hidden className={classes.spacer} style={{ height: total }} />
      </tbody>
    </table>
  )
}

function headClass(column: string): string | undefined {
  if (column === 'events') return `${classes.number} ${classes.events}`
  return numbers.has(column) ? classes.number : undefined
}

/** It hardly changes once it is there. */
const Row = memo(function Row({
  request,
  channelName,
  contactId,
  contactName,
  isOpen,
  start,
}: PlacedRequest) {
  const text = useLiveTexts()
  const { id, at, endpoint, origin, durationMs } = request
  return (
    <tr
      className={classes.row}
      style={{ transform: `translateY(${start}px)` }}
      data-open={isOpen || undefined}
      data-row={id}
    >
      <td>
        <RequestLink id={id}>
          <time dateTime={at}>{formatClock(at, 'millisecond')}</time>
        </RequestLink>
      </td>
      <td>
        <RequestVerdict request={request} />
      </td>
      <td title={channelName ?? undefined}>
        {channelName === null ? <Dim>{text('noChannel')}</Dim> : <bdi>{channelName}</bdi>}
      </td>
      <td>{text(endpointTexts[endpoint])}</td>
      <td className={`${classes.number} ${classes.events}`}>
        <EventCount request={request} />
      </td>
      <td>
        {contactId === null ? (
          <Dim>{text('none')}</Dim>
        ) : (
          <ContactName contact={{ id: contactId, displayName: contactName }} />
        )}
      </td>
      <td className={request.apiKey?.prefix == null ? undefined : classes.mono} title={request.apiKey?.name}>
        <bdi>
          <KeyName request={request} />
        </bdi>
      </td>
      <td title={origin ?? undefined}>
        {origin === null ? <Dim>{text('none')}</Dim> : <bdi>{origin.replace(/^https?:\/\//, '')}</bdi>}
      </td>
      <td className={classes.number}>
        <RequestStatus request={request} />
      </td>
      <td className={classes.number}>{formatTenths(durationMs)}</td>
    </tr>
  )
})
