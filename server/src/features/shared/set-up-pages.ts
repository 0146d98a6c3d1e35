import type { Total } from './count-rows.ts'
import { createCursors } from './cursors.ts'
import { countParameter, cutPage, type Page, pageParameters } from './pages.ts'

/** What lists of what is set up take. */
export const setUpPageParameters = { ...pageParameters, count: countParameter }

export interface SetUpPageRequest {
  readonly limit: number
  readonly cursor: string | null
  readonly count: boolean
}

/** A row's place among what is set up: the words that it is listed by, then its id. */
type WordsKey = readonly string[]

/** The same order whatever the locale of the database. */
const { compare } = new Intl.Collator('en')

/** A page of what administrators set up, in the order of its words. It is read whole, as the snapshot holds it. */
export function pageSetUp<Item>(
  items: readonly Item[],
  { limit, cursor, count }: SetUpPageRequest,
  list: { readonly name: string; readonly filters: unknown; readonly keyOf: (item: Item) => WordsKey },
): Page<Item> & Partial<Total> {
  const { name, filters, keyOf } = list
  const cursors = createCursors({ name, sort: 'words', filters }, readWords)
  const position = cursors.read(cursor)
  const rows = items.toSorted((one, other) => compareWords(keyOf(one), keyOf(other)))
  if (position?.direction === 'previous') rows.reverse()
  const way = position?.direction === 'previous' ? -1 : 1
  const beyond =
    position === null ? rows : rows.filter((item) => compareWords(keyOf(item), position.key) * way > 0)
  return {
    ...cutPage(beyond, { limit, order: 'ascending', position }, keyOf, cursors.write),
    ...(count && { total: items.length, totalIsEstimate: false }),
  }
}

function compareWords(one: WordsKey, other: WordsKey): number {
  for (const [place, word] of one.entries()) {
    const order = compare(word, other[place] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function readWords(parts: readonly unknown[]): WordsKey | null {
  return parts.length > 0 && parts.every((part) => typeof part === 'string') ? (parts as string[]) : null
}
