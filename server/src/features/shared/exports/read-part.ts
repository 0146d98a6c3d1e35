import type { PageRequest } from '../pages.ts'

/** Some hundred kilobytes of text. */
export const partSize = 1_000

/** The page of a list that an export reads next. */
export function requestPart<Key>(order: PageRequest<Key>['order'], after: Key | null): PageRequest<Key> {
  const position = after === null ? null : ({ key: after, direction: 'next' } as const)
  return { limit: partSize, order, position }
}

/** What of such a page belongs to this part, and the key behind which the next one begins; null where it is the last. */
export function cutPart<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): { rows: readonly Row[]; next: Key | null } {
  const part = rows.slice(0, partSize)
  const last = part.at(-1)
  return { rows: part, next: rows.length > partSize && last !== undefined ? keyOf(last) : null }
}
