import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Parameters } from '../../../shared/api.ts'
import { Notice } from '../../../shared/notice.tsx'
import { FailedState, RowSkeletons } from '../../../shared/page-state.tsx'
import { feedQuery } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './activity-feed.module.css'
import { listFeedRows } from './feed-rows.ts'
import { FeedRows } from './feed-rows.tsx'
import { useNewActivity } from './use-new-activity.ts'

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })

/** What a contact did, newest first, by day and visit. Only what is in sight is drawn, however much there is. */
export function ActivityFeed({
  contactId,
  filters,
  isFiltered,
}: {
  contactId: string
  filters: Parameters
  isFiltered: boolean
}) {
  const text = useProfileTexts()
  const client = useQueryClient()
  const options = feedQuery(contactId, filters)
  const query = useInfiniteQuery(options)
  const pages = query.data?.pages
  const rows = useMemo(
    () => listFeedRows(pages?.flatMap(({ items }) => items) ?? [], (at) => days.format(at)),
    [pages],
  )
  const hasNew = useNewActivity(contactId)
  const [seen, setSeen] = useState(hasNew)
  const isLong = (pages?.length ?? 0) > 1
  const showNew = () => {
    setSeen(hasNew)
    // Only the beginning: who has walked far would else wait for all of it again.
    client.setQueryData(options.queryKey, (data) =>
      data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    )
    void client.invalidateQueries({ queryKey: options.queryKey })
  }
  // A feed at its beginning grows by itself; one that was walked down holds still until asked.
  useEffect(() => {
    if (hasNew !== seen && !isLong) showNew()
  })

  if (pages === undefined) {
    if (query.error !== null) return <FailedState error={query.error} onRetry={() => void query.refetch()} />
    return <RowSkeletons />
  }
  if (rows.length === 0) {
    return isFiltered ? (
      <Notice title={text('feedFilteredTitle')} message={text('feedFiltered')} />
    ) : (
      <Notice title={text('feedEmptyTitle')} message={text('feedEmpty')} />
    )
  }
  return (
    <section
      aria-label={text('feed')}
      data-stale={query.isPlaceholderData || undefined}
      className={classes.feed}
    >
      {hasNew !== seen && isLong && (
        <Button className={classes.pill} size="xs" radius="xl" onClick={showNew}>
          {text('newActivity')}
        </Button>
      )}
      <FeedRows
        contactId={contactId}
        rows={rows}
        onEnd={() => {
          if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
        }}
      />
      <p className={classes.end} role="status">
        {query.isFetchingNextPage ? text('loadingMore') : query.hasNextPage ? '' : text('feedEnd')}
      </p>
    </section>
  )
}
