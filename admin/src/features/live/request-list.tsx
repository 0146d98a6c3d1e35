import { Button, Text } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { countWaiting, type LiveFeed } from './live-feed.ts'
import { RequestCards } from './request-cards.tsx'
import { RequestTable } from './request-table.tsx'

const ROW = 34
const CARD = 60
/** Nearer to the top than this is the top. */
const TOP = 4
const NEAR_END = 15

/** The requests, of which only those in sight are in the page. Who scrolls down holds them still. */
export function RequestList({
  feed,
  openId,
  onScrolled,
  onResume,
  onEnd,
}: {
  feed: LiveFeed
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
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => size,
    overscan: 8,
    getItemKey: (index) => `${rows[index]?.id} ${rows[index]?.at}`,
  })
  useEffect(() => virtualizer.measure(), [size])

  const places = virtualizer.getVirtualItems()
  const last = places.at(-1)?.index ?? 0
  useEffect(() => {
    if (olderCursor !== null && rows.length > 0 && last >= rows.length - NEAR_END) onEnd()
  }, [last, rows.length, olderCursor, onEnd])

  const shown = places.flatMap(({ index, start }) => {
    const request = rows[index]
    if (request === undefined) return []
    // Until the names are there nothing is said, rather than something wrong.
    const channelName = request.channelId === null ? null : (channels.get(request.channelId) ?? '')
    return { request, channelName, isOpen: request.id === openId, start }
  })
  const waiting = countWaiting(feed)
  const virtual = {
    area,
    shown,
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
        <Text size="xs" c="dimmed" ta="center" pt={6}>
          {text('oldest')}
        </Text>
      )}
    </div>
  )
}
