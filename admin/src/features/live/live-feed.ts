import type { LiveBatch, LivePage, LiveRequest } from './live.api.ts'

/** Rows that stay on the screen; older ones are asked for again when somebody scrolls to them. */
export const MAX_ROWS = 2_000

/** What the list of requests shows. */
export interface LiveFeed {
  /** Newest first. */
  readonly rows: readonly LiveRequest[]
  /** What came while the list was held still: newest first. */
  readonly waiting: readonly LiveRequest[]
  /** How many of those that came there was no room for, or that were too fast to be sent. */
  readonly skipped: number
  readonly isHeld: boolean
  /** For what is older than the last row; null where there is nothing, or it was cleared away. */
  readonly olderCursor: string | null
}

export const emptyFeed: LiveFeed = { rows: [], waiting: [], skipped: 0, isHeld: false, olderCursor: null }

export function loadFeed(feed: LiveFeed, page: LivePage): LiveFeed {
  return { ...emptyFeed, isHeld: feed.isHeld, rows: page.items, olderCursor: page.nextCursor }
}

/** Takes what came. While the list is held still it waits. */
export function addBatch(feed: LiveFeed, batch: LiveBatch): LiveFeed {
  const known = new Set([...feed.rows, ...feed.waiting].map(nameOf))
  const fresh = batch.items.filter((item) => !known.has(nameOf(item))).toReversed()
  if (fresh.length === 0 && batch.skipped === 0) return feed
  if (feed.isHeld) {
    const waiting = [...fresh, ...feed.waiting]
    const lost = Math.max(0, waiting.length - MAX_ROWS)
    return { ...feed, waiting: waiting.slice(0, MAX_ROWS), skipped: feed.skipped + batch.skipped + lost }
  }
  return show({ ...feed, skipped: batch.skipped }, fresh)
}

/** Holds the list still, or lets go: then what waited is shown in its order. */
export function holdFeed(feed: LiveFeed, isHeld: boolean): LiveFeed {
  if (isHeld === feed.isHeld) return feed
  if (isHeld) return { ...feed, isHeld }
  return show({ ...feed, isHeld: false, waiting: [], skipped: 0 }, feed.waiting)
}

/** Takes away what is on the screen; it is not gone. */
export function clearFeed(feed: LiveFeed): LiveFeed {
  return { ...emptyFeed, isHeld: feed.isHeld }
}

/** Adds what is older, as far as there is room. */
export function addOlder(feed: LiveFeed, page: LivePage): LiveFeed {
  const known = new Set(feed.rows.map(nameOf))
  const rows = [...feed.rows, ...page.items.filter((item) => !known.has(nameOf(item)))]
  return { ...feed, rows, olderCursor: page.nextCursor }
}

/** How many came meanwhile. */
export function countWaiting({ waiting, skipped }: LiveFeed): number {
  return waiting.length + skipped
}

/** What falls off the end can be asked for again by reloading: a cursor that leads past it would leave a gap. */
function show(feed: LiveFeed, fresh: readonly LiveRequest[]): LiveFeed {
  const rows = [...fresh, ...feed.rows]
  if (rows.length <= MAX_ROWS) return { ...feed, rows }
  return { ...feed, rows: rows.slice(0, MAX_ROWS), olderCursor: null }
}

/** Ids that proxies give may come twice. */
function nameOf({ id, at }: LiveRequest): string {
  return `${id} ${at}`
}
