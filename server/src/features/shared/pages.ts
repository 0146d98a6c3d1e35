import { type TSchema, Type } from 'typebox'
import type { Position } from './cursors.ts'
import { booleanParameter, integerParameter, textParameter } from './parameters.ts'

/** One page of a list, as a query needs it: which rows, from where, which way. */
export interface PageRequest<Key> {
  readonly limit: number
  /** The order of the list. */
  readonly order: 'ascending' | 'descending'
  /** Null: from the beginning. */
  readonly position: Position<Key> | null
}

/** The way in which the rows of a page are read: against the order of the list where a page goes back. */
export function readingOrder(request: PageRequest<unknown>): 'ascending' | 'descending' {
  if (request.position?.direction !== 'previous') return request.order
  return request.order === 'ascending' ? 'descending' : 'ascending'
}

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
  readonly prevCursor: string | null
}

/**
 * Makes a page of rows that were read in reading order, one more than its limit where there are more. A cursor is
 * given only where something follows in its direction: what a page was reached from does.
 */
export function cutPage<Row, Key>(
  rows: readonly Row[],
  request: PageRequest<Key>,
  keyOf: (row: Row) => Key,
  writeCursor: (position: Position<Key>) => string,
): Page<Row> {
  const items = rows.slice(0, request.limit)
  const [hasMore, hasOrigin] = [rows.length > request.limit, request.position !== null]
  const isBack = request.position?.direction === 'previous'
  if (isBack) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const hasNext = isBack ? hasOrigin : hasMore
  const hasPrevious = isBack ? hasMore : hasOrigin
  return {
    items,
    nextCursor: hasNext && last !== undefined ? writeCursor({ key: keyOf(last), direction: 'next' }) : null,
    prevCursor:
      hasPrevious && first !== undefined ? writeCursor({ key: keyOf(first), direction: 'previous' }) : null,
  }
}

/** What every list takes. */
export const pageParameters = {
  limit: integerParameter({
    description: 'How many items a page has.',
    minimum: 1,
    maximum: 500,
    absent: 50,
  }),
  cursor: textParameter({
    description: '`nextCursor` or `prevCursor` of another page, with the same sort and filters.',
    maxLength: 2_000,
  }),
}

export const countParameter = booleanParameter({
  description: 'Also count: `total` is exact up to 10,000, `totalIsEstimate` says when it is not.',
  absent: false,
})

const pageSchemas = {
  nextCursor: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'Null on the last page.',
    examples: ['WyItbGFzdEFjdGl2aXR5QXQiLCJvN2JrZlEiLCJuZXh0Il0'],
  }),
  prevCursor: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'Null on the first page.',
    examples: [null],
  }),
}

export function pageSchema<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), ...pageSchemas }, { additionalProperties: false })
}

export function countedPageSchema<Item extends TSchema>(item: Item) {
  return Type.Object(
    {
      items: Type.Array(item),
      ...pageSchemas,
      total: Type.Optional(Type.Integer({ minimum: 0, description: 'Only with `count=true`.' })),
      totalIsEstimate: Type.Optional(Type.Boolean({ description: 'Only with `count=true`.' })),
    },
    { additionalProperties: false },
  )
}
