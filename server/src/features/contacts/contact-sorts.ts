import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import { isTime, readId } from '../shared/cursors.ts'

/** What contacts are sorted by, and the id. Null is the least: contacts that have none. */
export type ContactPlace = readonly [key: number | null, id: Uuid]

/** An order of contacts. */
export interface ContactSort {
  /** On a row of contact_state that goes by `s`. */
  readonly current: RawBuilder<unknown>
  /** The same of a contact that is settled, as it is indexed; null where the key is indexed for all of them, in `contacts`. */
  readonly settled: RawBuilder<unknown> | null
  /** Null: no key of this order. */
  readonly isKey: (value: number) => boolean
  readonly bind: (key: number | null) => RawBuilder<unknown>
}

const bindTime = (key: number | null) =>
  sql`${key === null ? '-infinity' : new Date(key).toISOString()}::timestamptz`
const isCount = (value: number) => Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31

/** The indexes are in the migration 0010_contact_lists.sql. */
const sorts = {
  lastActivityAt: {
    current: sql`coalesce(s.last_at, '-infinity')`,
    settled: sql`s.settled_last_at`,
    isKey: isTime,
    bind: bindTime,
  },
  createdAt: {
    current: sql`(SELECT c.created_at FROM contacts c WHERE c.id = s.contact_id)`,
    settled: null,
    isKey: isTime,
    bind: bindTime,
  },
  firstSeenAt: {
    current: sql`coalesce(s.first_at, '-infinity')`,
    settled: sql`s.settled_first_at`,
    isKey: isTime,
    bind: bindTime,
  },
  visitCount: {
    current: sql`s.visits`,
    settled: sql`s.settled_visits`,
    isKey: isCount,
    bind: (key) => sql`${key ?? 0}::int`,
  },
  activityCount: {
    current: sql`s.activities`,
    settled: sql`s.settled_activities`,
    isKey: Number.isSafeInteger,
    bind: (key) => sql`${key ?? 0}::bigint`,
  },
  totalPoints: {
    current: sql`s.points`,
    settled: sql`s.settled_points`,
    isKey: Number.isSafeInteger,
    bind: (key) => sql`${key ?? 0}::bigint`,
  },
  valuePerVisit: {
    current: sql`coalesce(s.points::float8 / nullif(s.visits, 0), '-infinity')`,
    settled: sql`s.settled_value`,
    isKey: Number.isFinite,
    bind: (key) => sql`${key ?? '-infinity'}::float8`,
  },
} satisfies Record<string, ContactSort>

type SortKey = keyof typeof sorts
export type SortName = SortKey | `-${SortKey}`
export const sortNames = Object.keys(sorts).flatMap((name) => [`-${name}`, name]) as SortName[]

export function findSort(name: SortName): ContactSort {
  return sorts[name.replace('-', '') as SortKey]
}

/** A key as the database gives it: PostgreSQL's -infinity is nothing. */
export function toKey(value: Date | number): number | null {
  const key = Number(value)
  return key === Number.NEGATIVE_INFINITY ? null : key
}

export function readPlaceOf({ isKey }: ContactSort): (parts: readonly unknown[]) => ContactPlace | null {
  return ([key, id]) => {
    const uuid = readId(id)
    if (uuid === null) return null
    if (key === null) return [null, uuid]
    return typeof key === 'number' && isKey(key) ? [key, uuid] : null
  }
}
