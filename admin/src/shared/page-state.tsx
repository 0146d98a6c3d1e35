import { Button, Code, Group, Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { ApiError } from './api.ts'
import { CopyButton } from './copy-button.tsx'
import { Notice } from './notice.tsx'
import { useSharedTexts } from './shared.texts.ts'

/** Shown after 150 ms: what is there sooner does not flicker. */
const SKELETON_AFTER_MS = 150

/**
 * The states that everything loaded from the server has: waiting, failed, refused, there. What was there stays, dimmed by
 * whoever draws it, while it is asked for again or that fails.
 */
export function PageState<Data>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<Data>
  /** The layout to come, in grey. */
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null) return <FailedState error={query.error} onRetry={() => void query.refetch()} />
  return <Waiting>{skeleton ?? <RowSkeletons />}</Waiting>
}

/** What an address may ask for that is not, or no longer, there: what the server says of it is for who wrote a request. */
const addressCodes: ReadonlySet<string> = new Set(['invalid_parameter', 'invalid_cursor'])

export function FailedState({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const text = useSharedTexts()
  const { history } = useRouter()
  if (error instanceof ApiError && addressCodes.has(error.code))
    return (
      <Notice title={text('unfitTitle')} message={text('unfit')}>
        <Button variant="default" onClick={() => history.push(location.pathname)}>
          {text('clearAddress')}
        </Button>
      </Notice>
    )
  const isRefused = error instanceof ApiError && error.status === 403
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <Notice title={text(isRefused ? 'refusedTitle' : 'failedTitle')} message={error.message}>
      {requestId !== null && (
        <Group gap={4}>
          <Code>{text('requestId', { id: requestId })}</Code>
          <CopyButton value={requestId} name={text('requestId', { id: requestId })} />
        </Group>
      )}
      {!isRefused && (
        <Button variant="default" onClick={onRetry}>
          {text('retry')}
        </Button>
      )}
    </Notice>
  )
}

export function RowSkeletons({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap="xs">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={28} />
      ))}
    </Stack>
  )
}

export function RoutePending() {
  return (
    <Waiting>
      <RowSkeletons />
    </Waiting>
  )
}

function Waiting({ children }: { children: ReactNode }) {
  const text = useSharedTexts()
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), SKELETON_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={text('loading')}>
      {isDue ? children : null}
    </div>
  )
}
