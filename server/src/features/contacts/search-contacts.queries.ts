import { type RawBuilder, sql } from 'kysely'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'
import { readSearchTerms, type SearchTerms } from './search-terms.ts'

/** More matches than this are not listed one by one. */
const MOST_IDS = 10_000

/**
 * What a search leaves: the ids of the contacts that match, or, where those are too many to list, the condition that a
 * row `s` of contact_state meets, and a SELECT of the same ids, which reads them from an index as long as PostgreSQL may
 * not read whole tables.
 */
export type SearchResult =
  | { readonly ids: readonly Uuid[] }
  | { readonly condition: RawBuilder<unknown>; readonly select: RawBuilder<unknown> }

/** Finds the contacts with every word of `text` in their names and e-mail address, in one identifier or in their id, and
 * those that the admin calls so. */
export async function searchContacts(
  queries: Queries,
  text: string,
  mostIds = MOST_IDS,
): Promise<SearchResult> {
  const guid = parseGuid(text)
  if (guid !== null) {
    const family = await findContactFamily(queries, guid)
    if (family !== null) return { ids: [family.contactId] }
  }
  const terms = readSearchTerms(text)
  const hexDigits = readHexDigits(terms.whole)
  const digits = { first: hexDigits, last: readLastDigits(terms.whole) }
  const ids = await findMatches(queries, selectMatches(terms, digits, sql`LIMIT ${mostIds + 1}`))
  if (ids.length > mostIds)
    return { condition: matches(terms, digits), select: selectMatches(terms, digits, sql``) }
  if (ids.length > 0 || hexDigits === null) return { ids }
  return { ids: await findByPartOfId(queries, hexDigits) }
}

/** What may be a part of an id; fewer digits are in too many ids to say anything. */
function readHexDigits(term: string): string | null {
  const digits = term.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{8,32}$/.test(digits) ? digits : null
}

/** The last digits of an id, by themselves or as the admin calls a contact without a name: `Anonymous 10a3`. */
function readLastDigits(term: string): string | null {
  return /^(?:(?:anonymous|contact) )?([0-9a-f]{4})$/i.exec(term)?.[1]?.toLowerCase() ?? null
}

/** What an id begins or ends with, as far as the text may say that. */
interface Digits {
  readonly first: string | null
  readonly last: string | null
}

/**
 * Goes through the trigram indexes whatever the planner thinks: for a frequent last name it would rather read the
 * whole table, which takes seconds where the index takes milliseconds.
 */
async function findMatches(queries: Queries, select: RawBuilder<unknown>): Promise<Uuid[]> {
  return queries.transaction().execute(async (transaction) => {
    await sql`SET LOCAL enable_seqscan = off`.execute(transaction)
    const { rows } = await sql<{ id: Uuid }>`${select}`.execute(transaction)
    return [...new Set(rows.map((row) => row.id))]
  })
}

/** Reads all ids: only for what was found nowhere else. */
async function findByPartOfId(queries: Queries, hexDigits: string): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    SELECT c.id FROM contacts c WHERE replace(c.id::text, '-', '') LIKE ${`%${hexDigits}%`}
    LIMIT ${MOST_IDS}`.execute(queries)
  return rows.map((row) => row.id)
}

/** The ids of those that match, some of them twice; `limit` ends each of the three searches. */
function selectMatches(terms: SearchTerms, digits: Digits, limit: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT c.id FROM contacts c WHERE ${nameMatches(terms)} ${limit})
    UNION ALL (SELECT i.contact_id FROM contact_identifiers i WHERE ${identifierMatches(terms)} ${limit})
    UNION ALL (SELECT c.id FROM contacts c WHERE ${idHas(sql`c.id`, digits)} ${limit})`
}

/** Scalar subqueries for the reason that contact-conditions.ts gives. */
function matches(terms: SearchTerms, digits: Digits): RawBuilder<unknown> {
  return sql`((SELECT true FROM contacts c WHERE c.id = s.contact_id AND ${nameMatches(terms)} LIMIT 1) IS NOT NULL
    OR (SELECT true FROM contact_identifiers i WHERE i.contact_id = s.contact_id AND ${identifierMatches(terms)} LIMIT 1) IS NOT NULL
    OR ${idHas(sql`s.contact_id`, digits)})`
}

function nameMatches(terms: SearchTerms): RawBuilder<unknown> {
  const has = (pattern: string) => sql`c.search_text LIKE fold_text(${pattern})`
  // It begins with a blank.
  return meetsTerms(terms, has, (start) => has(`% ${start}`))
}

/** Addresses are searched with the names. These are the expressions of the index contact_identifiers_search. */
function identifierMatches(terms: SearchTerms): RawBuilder<unknown> {
  const has = (pattern: string) => sql`lower(i.identifier) LIKE lower(${pattern})`
  const begins = (start: string) => sql`(${has(start)} OR ${has(`% ${start}`)})`
  return sql`i.source <> 'email' AND ${meetsTerms(terms, has, begins)}`
}

/** All words, or, where words that are looked for at beginnings could miss it, the whole as it was typed. */
function meetsTerms(
  { whole, words }: SearchTerms,
  has: (pattern: string) => RawBuilder<unknown>,
  begins: (start: string) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (words.length === 0) return sql`false`
  const isMet = words.map(({ text, isShort }) =>
    isShort ? begins(`${escapePattern(text)}%`) : has(`%${escapePattern(text)}%`),
  )
  const all = sql.join(isMet, sql` AND `)
  const mayMiss = words.length > 1 && words.some(({ isShort }) => isShort)
  return mayMiss ? sql`(${all} OR ${has(`%${escapePattern(whole)}%`)})` : all
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** A range of the primary key, or the expression of the index contacts_id_end: no text is both. */
function idHas(id: RawBuilder<unknown>, { first, last }: Digits): RawBuilder<unknown> {
  if (last !== null) return sql`right(${id}::text, 4) = ${last}`
  if (first === null) return sql`false`
  return sql`${id} BETWEEN ${first.padEnd(32, '0')}::uuid AND ${first.padEnd(32, 'f')}::uuid`
}
