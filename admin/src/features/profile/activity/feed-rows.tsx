import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import classes from './activity-feed.module.css'
import { ActivityRow } from './activity-row.tsx'
import { DayHead, VisitHead } from './feed-heads.tsx'
import type { FeedRow } from './feed-rows.ts'

const HEIGHTS = { day: 40, visit: 34, activity: 46 } as const
/** The next page is asked for this many rows before the end comes into sight. */
const AHEAD = 40

/** Draws the rows that are in sight, and tells when the end comes near. */
export function FeedRows({
  contactId,
  rows,
  onEnd,
}: {
  contactId: string
  rows: readonly FeedRow[]
  onEnd: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const box = list.current?.getBoundingClientRect()
      if (box !== undefined) setTop(Math.round(box.top + window.scrollY))
    }
    measure()
    // What is above grows and shrinks: the picture, the filters.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => HEIGHTS[rows[index]?.type ?? 'activity'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
    scrollMargin: top,
  })
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd()
  })

  return (
    <div ref={list} className={classes.rows} style={{ blockSize: virtualizer.getTotalSize() }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className={classes.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {row.type === 'day' ? (
              <DayHead day={row.day} />
            ) : row.type === 'visit' ? (
              <VisitHead visitId={row.visitId} visit={row.visit} channelId={row.channelId} />
            ) : (
              <ActivityRow contactId={contactId} activity={row.activity} />
            )}
          </div>
        )
      })}
    </div>
  )
}
