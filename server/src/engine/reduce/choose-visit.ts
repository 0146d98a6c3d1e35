import type { Uuid } from '../../domain/ids.ts'

/** A visit as far as its place in time goes. Times in milliseconds since 1970. */
export interface VisitSpan {
  readonly device: Uuid
  readonly channel: number
  readonly startedAt: number
  readonly lastAt: number
  /** Null while nobody has flushed it. */
  readonly flushedAt: number | null
}

/**
 * The visit of a device and channel that something at `at` belongs to, whenever it arrives; undefined when it begins
 * one of its own (docs/spec/waymark.md §6.3):
 * - the last visit that began at or before it, if less than the time-out lies between that visit's last activity and it;
 * - else the first one that began after it, if less than the time-out lies between it and that visit's first activity.
 *
 * So the earlier visit takes what both could have, and visits never overlap. A flush is a wall: what happened before it
 * and what happened after it do not share a visit.
 */
export function chooseVisit<Visit extends VisitSpan>(
  visits: readonly Visit[],
  device: Uuid,
  channel: number,
  at: number,
  timeoutMs: number,
): Visit | undefined {
  let before: Visit | undefined
  let after: Visit | undefined
  let lastFlush = Number.NEGATIVE_INFINITY
  let nextFlush = Number.POSITIVE_INFINITY
  for (const visit of visits) {
    if (visit.device !== device || visit.channel !== channel) continue
    if (visit.startedAt > at) {
      if (after === undefined || visit.startedAt < after.startedAt) after = visit
    } else if (before === undefined || isLater(visit, before)) {
      before = visit
    }
    if (visit.flushedAt === null) continue
    if (visit.flushedAt > at) nextFlush = Math.min(nextFlush, visit.flushedAt)
    else lastFlush = Math.max(lastFlush, visit.flushedAt)
  }
  if (before !== undefined && at - before.lastAt < timeoutMs) {
    if (lastFlush <= before.lastAt && isOpenAt(before, at)) return before
  }
  if (after === undefined || after.startedAt - at >= timeoutMs) return undefined
  return nextFlush > after.startedAt && isOpenAt(after, at) ? after : undefined
}

/** A visit that was flushed at the moment at which it began comes before the one that began after that. */
function isLater(visit: VisitSpan, other: VisitSpan): boolean {
  if (visit.startedAt !== other.startedAt) return visit.startedAt > other.startedAt
  return (visit.flushedAt ?? Number.POSITIVE_INFINITY) > (other.flushedAt ?? Number.POSITIVE_INFINITY)
}

function isOpenAt({ flushedAt }: VisitSpan, at: number): boolean {
  return flushedAt === null || flushedAt > at
}

/**
 * Whether the open visits of a contact alone say where something at `at` belongs. They hold the newest visit of a
 * device and channel, or none: so it is within a visit, or goes on with the newest one.
 */
export function isDecidedBy(
  openVisits: readonly VisitSpan[],
  device: Uuid,
  channel: number,
  at: number,
  timeoutMs: number,
): boolean {
  const visit = chooseVisit(openVisits, device, channel, at, timeoutMs)
  if (visit === undefined || visit.startedAt > at) return false
  if (at <= visit.lastAt) return true
  return !openVisits.some(
    (other) => other.device === device && other.channel === channel && other.startedAt > visit.startedAt,
  )
}
