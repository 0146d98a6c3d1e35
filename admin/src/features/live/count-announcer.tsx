import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLiveTexts } from './live.texts.ts'
import { countWaiting, type LiveFeed } from './live-feed.ts'

const EVERY_MS = 10_000

/** Says every ten seconds how many came, for those who do not see rows arrive. */
export function CountAnnouncer({ feed }: { feed: LiveFeed }) {
  const text = useLiveTexts()
  const newest = feed.waiting[0] ?? feed.rows[0]
  const told = useRef(newest?.at ?? '')
  const latest = useRef(feed)
  latest.current = feed
  const [count, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      const { rows, waiting } = latest.current
      const fresh = [...waiting, ...rows].filter(({ at }) => at > told.current).length
      told.current = (waiting[0] ?? rows[0])?.at ?? told.current
      setCount(fresh === 0 ? 0 : fresh + countWaiting({ ...latest.current, waiting: [] }))
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return <VisuallyHidden role="status">{count === 0 ? '' : text('announce', { count })}</VisuallyHidden>
}
