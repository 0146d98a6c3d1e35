import { Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useIsConnectionLost } from '../../shared/connection.ts'
import { LiveTabs } from '../../shared/live-tabs.tsx'
import { usePageAction } from '../../shared/page-actions.ts'
import { PageHead } from '../../shared/page-head.tsx'
import { FailedState, RoutePending } from '../../shared/page-state.tsx'
import { CountAnnouncer } from './count-announcer.tsx'
import { minutesQuery } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { LiveToolbar } from './live-toolbar.tsx'
import { MINUTES, MinuteBars } from './minute-bars.tsx'
import { NoRequests } from './no-requests.tsx'
import { RequestList } from './request-list.tsx'
import { useLiveFeed } from './use-live-feed.ts'
import { useLiveSearch } from './use-live-search.ts'

/** What the tracking APIs answer, as they answer it. The request that is looked at lies over it. */
export function LivePage() {
  const text = useLiveTexts()
  const { search, isFiltered, narrow, clear } = useLiveSearch()
  const { requestId } = useParams({ strict: false })
  const live = useLiveFeed(search)
  const { feed, hold } = live
  const [isPaused, setIsPaused] = useState(false)
  const [isAway, setIsAway] = useState(false)
  const [isCleared, setIsCleared] = useState(false)
  const isServerLost = useIsConnectionLost()
  const { data: since } = useQuery({
    ...minutesQuery(search.channel, MINUTES),
    select: (minutes) => minutes.since,
  })
  useEffect(() => hold(isPaused || isAway), [hold, isPaused, isAway])
  const togglePause = () => setIsPaused((paused) => !paused)
  usePageAction(text(isPaused ? 'resumeStream' : 'pauseStream'), togglePause)
  useHotkeys([['space', togglePause]], ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'])

  const resume = () => {
    setIsPaused(false)
    setIsAway(false)
  }
  return (
    <>
      <PageHead title={text('title')} purpose={text('purpose')} />
      <LiveTabs current="requests" />
      {live.connection === 'lost' && !isServerLost && (
        <div role="status" className={classes.lost}>
          {text('reconnecting')}
        </div>
      )}
      <Stack gap="sm">
        <MinuteBars
          channel={search.channel}
          newest={(feed.waiting[0] ?? feed.rows[0])?.at}
          chosen={search.minute}
          onChoose={(minute) => narrow({ minute })}
        />
        <LiveToolbar
          isPaused={isPaused}
          onPause={() => setIsPaused(!isPaused)}
          onClear={() => {
            live.clear()
            setIsCleared(true)
          }}
        />
        {feed.skipped > 0 && !feed.isHeld && (
          <Text size="xs" c="dimmed">
            {text('skipped', { count: feed.skipped })}
          </Text>
        )}
        {live.error !== null ? (
          <FailedState error={live.error} onRetry={live.retry} />
        ) : !live.isLoaded ? (
          <RoutePending />
        ) : feed.rows.length === 0 && feed.waiting.length === 0 ? (
          <NoRequests
            reason={isFiltered ? 'filtered' : isCleared ? 'cleared' : 'nothing'}
            onClearFilters={clear}
            onReload={live.retry}
          />
        ) : (
          <RequestList
            feed={feed}
            since={since}
            openId={requestId}
            onScrolled={setIsAway}
            onResume={resume}
            onEnd={live.loadOlder}
          />
        )}
      </Stack>
      <CountAnnouncer feed={feed} />
      <Outlet />
    </>
  )
}
