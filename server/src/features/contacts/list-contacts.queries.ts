import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, estimateRows, type Total } from '../shared/count-rows.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { type ContactConditions, conditionsOf } from './contact-conditions.ts'
import type { ContactFilter } from './contact-filter.ts'
import { type ContactPlace, type ContactSort, toKey } from './contact-sorts.ts'

/** How many contacts are looked at in their order: about a microsecond each, several times less than gathering one. */
export interface Looks {
  readonly first: number
  /** For each contact that is expected to match, where more than `many` are. */
  readonly perMatch: number
  readonly many: number
  readonly longest: number
}
const usualLooks: Looks = { first: 5_000, perMatch: 2, many: 15_000, longest: 100_000 }

/**
 * Reads the places of a page of contacts in reading order, and one more where there are more. Two ways lead to it
 * (docs/decisions/0013-lists-of-contacts.md): going through the contacts in their order until enough meet the filter, which
 * is quick where many do; and finding all that meet it by an index and sorting them, which is quick where few do. So the
 * first one is tried a stretch far.
 */
export async function readPlaces(
  queries: Queries,
  filter: ContactFilter,
  sort: ContactSort,
  request: PageRequest<ContactPlace>,
  looks: Looks = usualLooks,
): Promise<ContactPlace[]> {
  const conditions = conditionsOf(filter)
  const page = { ...operatorsOf(request), sort, limit: request.limit + 1 }
  if (filter.search !== null && 'ids' in filter.search) return gather(queries, conditions, page)
  if (isUnconditional(conditions, sort)) return walk(queries, conditions, page, page.limit)
  const found = await walk(queries, conditions, page, looks.first)
  if (found.length === page.limit) return found
  // Many, but elsewhere in the list: a longer look is still less than finding and sorting all of them.
  const expected = await estimateMatches(queries, conditions)
  if (expected > looks.many) {
    const length = Math.min(expected * looks.perMatch, looks.longest)
    const foundLater = await walk(queries, conditions, page, length)
    if (foundLater.length === page.limit) return foundLater
  }
  return gather(queries, conditions, page)
}

/** Of those that a stretch leaves, at how many visits or agreements are looked at. */
const MOST_DEAR = 1_000
/** More candidates than are named one by one to be counted. */
const MOST_TO_NAME = 500_000

/** Every contact in the stretch is in the page: what came back short is the end of the list. */
function isUnconditional({ cheap, dear }: ContactConditions, sort: ContactSort): boolean {
  return cheap.length === 0 && dear.length === 0 && sort.settled !== null
}

export async function countContacts(queries: Queries, filter: ContactFilter): Promise<Total> {
  const asked = conditionsOf(filter)
  // Of so many, enough are soon counted by going through all contacts.
  const isFrequent = asked.candidates !== null && (await estimateMatches(queries, asked)) > MOST_TO_NAME
  const conditions = isFrequent ? { ...asked, candidates: null } : asked
  const rows = matching(conditions, sql`s.contact_id`, [...conditions.cheap, ...conditions.dear])
  return byIds(queries, conditions, (connection) => countRows(connection, rows))
}

interface PageOperators {
  readonly by: RawBuilder<unknown>
  readonly beyond: RawBuilder<unknown>
  readonly place: ContactPlace | undefined
}

interface Page extends PageOperators {
  readonly sort: ContactSort
  readonly limit: number
}

function operatorsOf(request: PageRequest<ContactPlace>): PageOperators {
  const place = request.position?.key
  return readingOrder(request) === 'descending'
    ? { by: sql`DESC`, beyond: sql`<`, place }
    : { by: sql`ASC`, beyond: sql`>`, place }
}

async function walk(
  queries: Queries,
  { cheap, dear }: ContactConditions,
  page: Page,
  length: number,
): Promise<ContactPlace[]> {
  const order = sql`s.key ${page.by}, s.contact_id ${page.by}`
  const stretch = stretchOf(page, Math.max(page.limit, length))
  const likely = sql`SELECT s.key, s.contact_id FROM (${stretch}) s WHERE ${all(cheap)}
    ORDER BY ${order} LIMIT ${dear.length > 0 ? Math.max(page.limit, MOST_DEAR) : page.limit}`
  const { rows } = await sql<PlaceRow>`
    SELECT s.key, s.contact_id AS id FROM (${likely}) s
    WHERE ${all(dear)} ORDER BY ${order} LIMIT ${page.limit}`.execute(queries)
  return rows.map(toPlace)
}

/** As the planner of PostgreSQL sees it, which takes a millisecond. */
async function estimateMatches(queries: Queries, { candidates, cheap }: ContactConditions): Promise<number> {
  return estimateRows(queries, candidates?.ids ?? sql`SELECT FROM contact_state s WHERE ${all(cheap)}`)
}

interface PlaceRow {
  readonly key: Date | number
  readonly id: Uuid
}

function toPlace({ key, id }: PlaceRow): ContactPlace {
  return [toKey(key), id]
}

const columns = sql`s.contact_id, s.facets, s.classification, s.first_at, s.last_at`

/** The next contacts in the order of the list: those that are settled from its index, the few others sorted in. */
function stretchOf(page: Page, length: number): RawBuilder<unknown> {
  const { sort, by } = page
  if (sort.settled === null) return stretchByCreation(page, length)
  const ordered = (key: RawBuilder<unknown>, isSettled: boolean) => sql`(
    SELECT ${key} AS key, ${columns} FROM contact_state s
    WHERE ${all([...livesAs(isSettled), ...isBeyond(page, key, sql`s.contact_id`)])}
    ORDER BY ${key} ${by}, s.contact_id ${by} LIMIT ${length})`
  return sql`${ordered(sort.settled, true)} UNION ALL ${ordered(sort.current, false)}
    ORDER BY key ${by}, contact_id ${by} LIMIT ${length}`
}

function stretchByCreation(page: Page, length: number): RawBuilder<unknown> {
  const { by } = page
  return sql`SELECT c.created_at AS key, ${columns} FROM (
      SELECT c.id, c.created_at FROM contacts c WHERE ${all(isBeyond(page, sql`c.created_at`, sql`c.id`))}
      ORDER BY c.created_at ${by}, c.id ${by} LIMIT ${length}
    ) c JOIN contact_state s ON s.contact_id = c.id WHERE s.merged_into IS NULL
    ORDER BY c.created_at ${by}, c.id ${by}`
}

async function gather(queries: Queries, conditions: ContactConditions, page: Page): Promise<ContactPlace[]> {
  const { sort, by, limit } = page
  const found = matching(conditions, sql`${sort.current} AS key, s.contact_id`, conditions.cheap)
  // What is dear is asked in order, until the page is full.
  const sorted = sql`SELECT s.key, s.contact_id FROM (${found}) s
    WHERE ${all(isBeyond(page, sql`s.key`, sql`s.contact_id`))} ORDER BY s.key ${by}, s.contact_id ${by}`
  const { rows } = await byIds(queries, conditions, (connection) =>
    sql<PlaceRow>`
      SELECT s.key, s.contact_id AS id FROM (${sorted} ${conditions.dear.length > 0 ? sql`OFFSET 0` : sql`LIMIT ${limit}`}) s
      WHERE ${all(conditions.dear)} LIMIT ${limit}`.execute(connection),
  )
  return rows.map(toPlace)
}

/** All that meet these conditions. Without candidates each branch names its index: that of facets holds settled contacts,
 * and the others are few. */
function matching(
  { candidates }: ContactConditions,
  selected: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  if (candidates !== null) {
    const others = conditions.filter((condition) => condition !== candidates.covers)
    return sql`SELECT ${selected} FROM (SELECT DISTINCT id FROM (${candidates.ids}) AS candidates (id)) d
      JOIN contact_state s ON s.contact_id = d.id WHERE ${all([sql`s.merged_into IS NULL`, ...others])}`
  }
  const branch = (isSettled: boolean) =>
    sql`SELECT ${selected} FROM contact_state s WHERE ${all([...livesAs(isSettled), ...conditions])}`
  return sql`${branch(true)} UNION ALL ${branch(false)}`
}

function livesAs(isSettled: boolean): RawBuilder<unknown>[] {
  return isSettled
    ? [sql`s.settled_last_at IS NOT NULL`]
    : [sql`s.settled_last_at IS NULL`, sql`s.merged_into IS NULL`]
}

/** Looks candidates up one by one: for some thousands of them PostgreSQL would rather read the whole table, which takes
 * many times as long while it is in memory. */
async function byIds<Result>(
  queries: Queries,
  { candidates }: ContactConditions,
  ask: (connection: Queries) => Promise<Result>,
): Promise<Result> {
  if (candidates === null) return ask(queries)
  const askThere = async (transaction: Queries) => {
    await sql`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true)`.execute(transaction)
    return ask(transaction)
  }
  return queries.isTransaction ? askThere(queries) : queries.transaction().execute(askThere)
}

function isBeyond(
  { sort, beyond, place }: Page,
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  return place === undefined
    ? []
    : [sql`(${key}, ${id}) ${beyond} (${sort.bind(place[0])}, ${place[1]}::uuid)`]
}

function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `)
}
