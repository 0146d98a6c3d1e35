import type { Snapshot } from '../../catalogue/snapshot.ts'
import { apiOfNumber } from '../../engine/store/statement.ts'
import { type CountedCause, type KeptCause, TREND_PARTS } from './causes.queries.ts'
import type { RejectedCause } from './rejected-events.schemas.ts'

/**
 * Causes, the newest first. How many were refused for one is known from the counts, which leave nothing out; but those
 * tell codes apart and no names, so that where one code has several names each counts what was kept of it.
 */
export function mergeCauses(
  kept: readonly KeptCause[],
  counted: readonly CountedCause[],
  snapshot: Snapshot,
): RejectedCause[] {
  const namesOf = Map.groupBy(kept, keyOf)
  const countedOf = new Map(counted.map((cause) => [keyOf(cause), cause]))
  const causes = kept.map((cause): RejectedCause => {
    const key = keyOf(cause)
    const all = namesOf.get(key)?.length === 1 ? countedOf.get(key) : undefined
    // Counts are those of whole minutes, and may be written a moment later.
    const isWhole = all !== undefined && all.count >= cause.kept
    return {
      ...describe(cause, snapshot),
      subject: cause.subject === '' ? null : cause.subject,
      message: cause.message,
      kinds: [...cause.kinds],
      count: isWhole ? all.count : cause.kept,
      kept: cause.kept,
      waiting: cause.waiting,
      unreplayable: cause.unreplayable,
      tried: cause.tried,
      replayed: cause.replayed,
      discarded: cause.discarded,
      firstAt: cause.first_at.toISOString(),
      lastAt: (isWhole && all.last_at > cause.last_at ? all.last_at : cause.last_at).toISOString(),
      trend: toTrend(isWhole ? all : cause),
    }
  })
  const onlyCounted = counted.filter((cause) => !namesOf.has(keyOf(cause)))
  return [...causes, ...onlyCounted.map((cause) => toCause(cause, snapshot))].sort((one, other) =>
    one.lastAt < other.lastAt ? 1 : -1,
  )
}

function toCause(cause: CountedCause, snapshot: Snapshot): RejectedCause {
  return {
    ...describe(cause, snapshot),
    subject: null,
    message: null,
    kinds: [],
    count: cause.count,
    ...{ kept: 0, waiting: 0, unreplayable: 0, tried: 0, replayed: 0, discarded: 0 },
    firstAt: cause.first_at.toISOString(),
    lastAt: cause.last_at.toISOString(),
    trend: toTrend(cause),
  }
}

interface Cause {
  readonly api: number
  readonly channel_id: number
  readonly code: string
}

function describe({ api, channel_id, code }: Cause, snapshot: Snapshot) {
  return { api: apiOfNumber(api), channelId: snapshot.channelById(channel_id)?.guid ?? null, code }
}

function keyOf({ api, channel_id, code }: Cause): string {
  return `${api} ${channel_id} ${code}`
}

function toTrend({ parts, counts }: Pick<CountedCause, 'parts' | 'counts'>): number[] {
  const trend = Array.from({ length: TREND_PARTS }, () => 0)
  for (const [index, part] of parts.entries()) trend[part] = (trend[part] ?? 0) + (counts[index] ?? 0)
  return trend
}
