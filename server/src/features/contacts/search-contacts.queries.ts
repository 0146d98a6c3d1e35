import { type RawBuilder, sql } from 'kysely'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'

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

/** Finds the contacts with `text` in their full name, e-mail address, identifiers or id. */
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
  const term = text.trim().replaceAll(/\s+/g, ' ')
  const hexDigits = readHexDigits(term)
  const ids = await findMatches(queries, selectMatches(term, hexDigits, sql`LIMIT ${mostIds + 1}`))
  if (ids.length > mostIds)
    return { condition: matches(term, hexDigits), select: selectMatches(term, hexDigits, sql``) }
  if (ids.length > 0 || hexDigits === null) return { ids }
  return { ids: await findByPartOfId(queries, hexDigits) }
}

/** What may be a part of an id; fewer digits are in too many ids to say anything. */
function readHexDigits(term: string): string | null {
  const digits = term.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{8,32}$/.test(digits) ? digits : null
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
function selectMatches(
  term: string,
  hexDigits: string | null,
  limit: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(SELECT c.id FROM contacts c WHERE ${nameMatches(term)} ${limit})
    UNION ALL (SELECT i.contact_id FROM contact_identifiers i WHERE ${identifierMatches(term)} ${limit})
    UNION ALL (SELECT c.id FROM contacts c WHERE ${idBeginsWith(sql`c.id`, hexDigits)} ${limit})`
}

/** Scalar subqueries for the reason that contact-conditions.ts gives. */
function matches(term: string, hexDigits: string | null): RawBuilder<unknown> {
  return sql`((SELECT true FROM contacts c WHERE c.id = s.contact_id AND ${nameMatches(term)} LIMIT 1) IS NOT NULL
    OR (SELECT true FROM contact_identifiers i WHERE i.contact_id = s.contact_id AND ${identifierMatches(term)} LIMIT 1) IS NOT NULL
    OR ${idBeginsWith(sql`s.contact_id`, hexDigits)})`
}

/** Both expressions are those of the index contacts_search; in other words it would not be used. */
const names = sql`lower(coalesce(c.first_name, '') || ' ' || coalesce(c.middle_name || ' ', '') || coalesce(c.last_name, '') || ' ' || coalesce(c.email, ''))`
const hasNames = sql`(c.first_name IS NOT NULL OR c.middle_name IS NOT NULL OR c.last_name IS NOT NULL OR c.email IS NOT NULL)`

function nameMatches(term: string): RawBuilder<unknown> {
  return sql`${hasNames} AND ${isLike(names, term)}`
}

/** Addresses are searched with the names. These are the expressions of the index contact_identifiers_search. */
function identifierMatches(term: string): RawBuilder<unknown> {
  return sql`i.source <> 'email' AND ${isLike(sql`lower(i.identifier)`, term)}`
}

/** Three characters make a trigram; fewer do so only at the beginning of a word. */
function isLike(text: RawBuilder<unknown>, term: string): RawBuilder<unknown> {
  const pattern = term.replaceAll(/[\\%_]/g, '\\$&')
  if ([...term].length >= 3) return sql`${text} LIKE lower(${`%${pattern}%`})`
  return sql`(${text} LIKE lower(${`${pattern}%`}) OR ${text} LIKE lower(${`% ${pattern}%`}))`
}

/** A range of the primary key: ids that begin with these digits. */
function idBeginsWith(id: RawBuilder<unknown>, hexDigits: string | null): RawBuilder<unknown> {
  if (hexDigits === null) return sql`false`
  return sql`${id} BETWEEN ${hexDigits.padEnd(32, '0')}::uuid AND ${hexDigits.padEnd(32, 'f')}::uuid`
}
