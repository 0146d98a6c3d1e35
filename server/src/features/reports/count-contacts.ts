import type { Queries } from '../../platform/database/queries.ts'
import type { Asked } from './find-sums.queries.ts'
import {
  type ContactCounts,
  countContacts,
  countNewlyKnown,
  isOfAllVisits,
} from './unique-contacts.queries.ts'

export interface CountedContacts extends ContactCounts {
  /** By the place of the slot in the period; null where visits are chosen. */
  readonly newlyKnown: ReadonlyMap<number, number> | null
  readonly countedAt: number
}

/** Merges and late events change what is over, but seldom. */
const KEPT_MS = 10 * 60_000
const KEPT_OPEN_MS = 30_000
const mostKept = 200

/** Counts the contacts of a period, which takes up to a second where there are a million; and remembers it for a while. */
export function createContactCounter({
  queries,
  now,
  catalogueVersion,
}: {
  queries: Queries
  now: () => number
  /** It rises when the demo comes or goes, and with it most of the contacts. */
  catalogueVersion: () => number
}): (asked: Asked) => Promise<CountedContacts> {
  const kept = new Map<string, { readonly count: Promise<CountedContacts>; readonly until: number }>()

  return (asked) => {
    const key = JSON.stringify([
      catalogueVersion(),
      asked.period.timeZone,
      asked.period.from,
      asked.period.bounds.at(-1),
      asked.filter,
    ])
    const known = kept.get(key)
    // A clock that was set back may not keep a count for ever.
    if (known !== undefined && now() < known.until && known.until - now() <= KEPT_MS) return known.count
    const isOver = (asked.period.bounds.at(-1) ?? 0) <= now()
    const count = countAll(asked)
    kept.delete(key)
    kept.set(key, { count, until: now() + (isOver ? KEPT_MS : KEPT_OPEN_MS) })
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    // A failure is for those who wait for it, and for nobody who asks later.
    count.catch(() => kept.delete(key))
    return count
  }

  async function countAll(asked: Asked): Promise<CountedContacts> {
    const countedAt = now()
    const [counts, newlyKnown] = await Promise.all([
      countContacts(queries, asked),
      isOfAllVisits(asked.filter) ? countNewlyKnown(queries, asked.period) : null,
    ])
    return { ...counts, newlyKnown, countedAt }
  }
}
