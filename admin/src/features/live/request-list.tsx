import { Button, Text } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { formatClock } from './format-clock.ts'
import type { LiveRequest } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { countWaiting, type LiveFeed } from './live-feed.ts'
import { RequestCards } from './request-cards.tsx'
import { RequestTable } from './request-table.tsx'
import { useContactNames } from './use-contact-names.ts'

const ROW = 34
const CARD = 60
/** Nearer to the top than this is the top. */
const TOP = 4
const NEAR_END = 15

/** The requests, of which only those in sight are in the page. Who scrolls down holds them still. */
export function RequestList({
  feed,
  since,
  openId,
  onScrolled,
  onResume,
  onEnd,
}: {
  feed: LiveFeed
  /** When the server started, where that is known. */
  since: string | undefined
  openId: string | undefined
  /** Whether the list is away from its top. */
  onScrolled: (isAway: boolean) => void
  onResume: () => void
  onEnd: () => void
}) {
  const text = useLiveTexts()
  const channels = useChannelNames()
  const isPhone = useIsPhone()
  const area = useRef<HTMLElement>(null)
  const { rows, olderCursor } = feed
  const size = isPhone ? CARD : ROW
  const boundary = since === undefined ? -1 : rows.findIndex(({ at }) => at < since)
  // The line between what came before the start of the server and after has a place of its own.
  const rowAt = (index: number) =>
    boundary === -1 || index < boundary ? rows[index] : index === boundary ? undefined : rows[index - 1]
  const virtualizer = useVirtualizer({
    count: rows.length + (boundary === -1 ? 0 : 1),
    getScrollElement: () => area.current,
    estimateSize: () => size,
    overscan: 8,
    getItemKey: (index) => `${rowAt(index)?.id} ${rowAt(index)?.at}`,
  })
  useEffect(() => virtualizer.measure(), [size])

  const places = virtualizer.getVirtualItems()
  const last = places.at(-1)?.index ?? 0
  useEffect(() => {
    if (olderCursor !== null && rows.length > 0 && last >= rows.length - NEAR_END) onEnd()
  }, [last, rows.length, olderCursor, onEnd])

  const nameOf = useContactNames(
    // Cards have no room for them.
    isPhone ? [] : places.map(({ index }) => rowAt(index)?.contactId ?? null),
  )
  const shown = places.flatMap(({ index, start }) => {
    const request = rowAt(index)
    if (request === undefined) return []
    // Until the names are there nothing is said, rather than something wrong.
    const channelName = request.channelId === null ? null : (channels.get(request.channelId) ?? '')
    const contact = request.contactId === null ? null : nameOf(request.contactId)
    const contactName = contact?.displayName ?? null
    const isOpen = request.id === openId
    return { request, channelName, contactId: contact?.id ?? null, contactName, isOpen, start }
  })
  const waiting = countWaiting(feed)
  const isAtEnd = (virtualizer.range?.endIndex ?? 0) >= virtualizer.options.count - 1
  const virtual = {
    area,
    shown,
    boundary: places.find(({ index }) => index === boundary)?.start ?? null,
    boundaryText:
      since === undefined
        ? ''
        : text(rows.slice(boundary).every(isStored) ? 'boundary' : 'boundarySeen', {
            time: formatClock(since, 'minute'),
          }),
    total: virtualizer.getTotalSize(),
    onScroll: () => onScrolled((area.current?.scrollTop ?? 0) > TOP),
  }
  return (
    <div className={classes.frame}>
      {waiting > 0 && (
        <Button
          className={classes.pill}
          size="xs"
          radius="xl"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          aria-label={text('showNew', { count: waiting })}
          onClick={() => {
            onResume()
            area.current?.scrollTo({ top: 0 })
            area.current?.focus()
          }}
        >
          {text('newRequests', { count: waiting })}
        </Button>
      )}
      {isPhone ? <RequestCards {...virtual} /> : <RequestTable {...virtual} count={rows.length} />}
      {olderCursor === null && (
        <Text size="xs" c="dimmed" ta="center" pt={6} mih={26}>
          {isAtEnd && text('oldest')}
        </Text>
      )}
    </div>
  )
}

/** Where the next start of the server finds it. */
function isStored({ verdict }: LiveRequest): boolean {
  return verdict === 'refused' || verdict === 'failed' || verdict === 'partly_accepted'
}
