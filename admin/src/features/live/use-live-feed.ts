import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { noteNoAnswer, useIsConnectionLost } from '../../shared/connection.ts'
import { noteSessionEnded } from '../../shared/session-ended.ts'
import { type LiveBatch, readRequests, streamUrl } from './live.api.ts'
import type { LiveSearch } from './live.search.ts'
import { addBatch, addOlder, clearFeed, emptyFeed, holdFeed, type LiveFeed, loadFeed } from './live-feed.ts'

/** How often the screen changes: faster nobody reads. */
const EVERY_MS = 250
/** A server that starts may answer, but not yet well. */
const RETRY_AFTER_MS = 3_000

export type Connection = 'connecting' | 'open' | 'lost'

export interface LiveFeedControl {
  readonly feed: LiveFeed
  readonly connection: Connection
  /** The first page is there. */
  readonly isLoaded: boolean
  readonly error: Error | null
  hold(isHeld: boolean): void
  clear(): void
  loadOlder(): void
  retry(): void
}

/**
 * The requests of a filter, as they come. The list begins with what is kept, goes on with the stream, and after a pause
 * (a lost connection, a tab out of sight) where it broke off. A tab out of sight reads nothing: browsers allow a site six
 * connections in all, and each tab has filters of its own, so that one stream cannot serve several.
 */
export function useLiveFeed(search: LiveSearch): LiveFeedControl {
  const [feed, change] = useReducer(
    (state: LiveFeed, next: (feed: LiveFeed) => LiveFeed) => next(state),
    emptyFeed,
  )
  const [connection, setConnection] = useState<Connection>('connecting')
  const [isLoaded, setIsLoaded] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)
  const isServerLost = useIsConnectionLost()
  const { channel, verdict, endpoint, key, origin, contact, q, minute } = search
  const filter = JSON.stringify({ channel, verdict, endpoint, key, origin, contact, q, minute })

  useEffect(() => {
    const asked = JSON.parse(filter) as LiveSearch
    const aborting = new AbortController()
    let stop = () => {}
    readRequests(asked, null, aborting.signal).then(
      (page) => {
        if (aborting.signal.aborted) return
        setError(null)
        change((state) => loadFeed(state, page))
        setIsLoaded(true)
        // A minute that is over gets no more.
        if (asked.minute === undefined) stop = follow(asked, page.position, change, setConnection)
        else setConnection('open')
      },
      (reason: Error) => {
        if (aborting.signal.aborted) return
        if (reason instanceof ApiError && reason.status === 0) noteNoAnswer()
        setError(reason)
      },
    )
    return () => {
      aborting.abort()
      stop()
    }
  }, [filter, attempt])

  // What failed is asked for again as soon as somebody answers, not only when the page is loaded anew.
  const mayPass = error !== null && !(error instanceof ApiError && isRefusal(error))
  useEffect(() => {
    if (!mayPass || isServerLost) return
    const timer = setTimeout(
      () => setAttempt((n) => n + 1),
      error instanceof ApiError && error.status === 0 ? 0 : RETRY_AFTER_MS,
    )
    return () => clearTimeout(timer)
  }, [error, mayPass, isServerLost])

  const isLoading = useRef(false)
  const { olderCursor } = feed
  const loadOlder = useCallback(() => {
    if (olderCursor === null || isLoading.current) return
    isLoading.current = true
    readRequests(JSON.parse(filter) as LiveSearch, olderCursor)
      .then((page) => change((state) => addOlder(state, page)))
      .catch(() => {})
      .finally(() => {
        isLoading.current = false
      })
  }, [filter, olderCursor])

  return {
    feed,
    connection,
    isLoaded,
    error,
    hold: useCallback((isHeld) => change((state) => holdFeed(state, isHeld)), []),
    clear: useCallback(() => change(clearFeed), []),
    loadOlder,
    retry: useCallback(() => setAttempt((n) => n + 1), []),
  }
}

function isRefusal({ status }: ApiError): boolean {
  return status >= 400 && status < 500
}

/** Reads the stream until it is told to stop, and only while the tab is in sight. */
function follow(
  search: LiveSearch,
  position: string,
  change: (next: (feed: LiveFeed) => LiveFeed) => void,
  setConnection: (connection: Connection) => void,
): () => void {
  let after = position
  let source: EventSource | null = null
  let waiting: LiveBatch | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let shownAt = 0

  function open(): void {
    if (source !== null || document.visibilityState === 'hidden') return
    source = new EventSource(streamUrl(search, after))
    source.addEventListener('hello', ({ lastEventId }) => {
      after = lastEventId
      setConnection('open')
    })
    source.addEventListener('requests', (event: MessageEvent<string>) => {
      after = event.lastEventId
      take(JSON.parse(event.data) as LiveBatch)
    })
    source.addEventListener('end', () => {
      close()
      noteSessionEnded()
    })
    source.addEventListener('error', () => {
      setConnection('lost')
      // A refusal ends it; the browser tries everything else again by itself.
      if (source?.readyState !== EventSource.CLOSED) return
      close()
      timer = setTimeout(open, 3_000)
    })
  }

  function close(): void {
    source?.close()
    source = null
  }

  function take(batch: LiveBatch): void {
    waiting =
      waiting === null
        ? batch
        : { items: [...waiting.items, ...batch.items], skipped: waiting.skipped + batch.skipped }
    const wait = shownAt + EVERY_MS - performance.now()
    if (wait <= 0) show()
    else timer ??= setTimeout(show, wait)
  }

  function show(): void {
    clearTimeout(timer)
    timer = undefined
    shownAt = performance.now()
    const batch = waiting
    waiting = null
    if (batch !== null) change((feed) => addBatch(feed, batch))
  }

  function turn(): void {
    if (document.visibilityState === 'hidden') close()
    else open()
  }

  document.addEventListener('visibilitychange', turn)
  open()
  return () => {
    document.removeEventListener('visibilitychange', turn)
    clearTimeout(timer)
    close()
  }
}
