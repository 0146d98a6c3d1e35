import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import { classificationNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import type { SearchResult } from './search-contacts.queries.ts'

export interface ContactRow {
  readonly id: Uuid
  readonly created_at: Date
  readonly email: string | null
  readonly first_name: string | null
  readonly middle_name: string | null
  readonly last_name: string | null
  readonly birthday: string | null
  readonly gender: string | null
  readonly job_title: string | null
  readonly company_name: string | null
  readonly mobile_phone: string | null
  readonly business_phone: string | null
  readonly address1: string | null
  readonly city: string | null
  readonly zip: string | null
  readonly country: string | null
  readonly state: string | null
  readonly notes: string | null
  readonly custom: JsonObject
  readonly api: number
  readonly first_at: Date | null
  readonly last_at: Date | null
  readonly last_day: string | null
  readonly activities: number
  readonly visits: number
  readonly points: number
  readonly monetary: Readonly<Record<string, string>>
  readonly classification: number
  readonly identifiers: readonly { readonly source: string; readonly identifier: string }[]
  readonly aliases: readonly { readonly id: Uuid; readonly api: number }[]
}

const contactColumns = sql`
  c.id, c.created_at, c.email, c.first_name, c.middle_name, c.last_name, c.birthday, c.gender, c.job_title,
  c.company_name, c.mobile_phone, c.business_phone, c.address1, c.city, c.zip, c.country, c.state, c.notes, c.custom,
  s.api, s.first_at, s.last_at, s.last_day, s.activities, s.visits, s.points, s.monetary, s.classification,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('source', i.source, 'identifier', i.identifier)
      ORDER BY i.source, i.identifier), '[]')
    FROM contact_identifiers i WHERE i.contact_id = c.id) AS identifiers,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.alias_id, 'api', a.api) ORDER BY a.alias_id), '[]')
    FROM contact_aliases a WHERE a.contact_id = c.id) AS aliases`

const contactTables = sql`contacts c JOIN contact_state s ON s.contact_id = c.id`

/** The contact that an id names, itself or as an alias. */
export async function findContact(queries: Queries, id: Uuid): Promise<ContactRow | null> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM ${contactTables}
    WHERE c.id = coalesce((SELECT a.contact_id FROM contact_aliases a WHERE a.alias_id = ${id}), ${id})
      AND s.merged_into IS NULL`.execute(queries)
  return rows[0] ?? null
}

/** Which contacts. Null is no condition. */
export interface ContactFilter {
  readonly known: boolean | null
  /** False: without those that are classified as robots. */
  readonly robots: boolean
  readonly search: SearchResult | null
}

export async function countContacts(queries: Queries, filter: ContactFilter): Promise<Total> {
  return countRows(queries, sql`SELECT FROM contact_state s WHERE ${matches(filter)}`)
}

/** Reads a page of contacts by their creation in reading order, and one more where there are more. */
export async function readByCreation(
  queries: Queries,
  filter: ContactFilter,
  request: PageRequest<TimeKey>,
): Promise<ContactRow[]> {
  const { by, beyond } = operatorsOf(request)
  const place = request.position?.key
  const isBeyond =
    place === undefined
      ? sql`true`
      : sql`(c.created_at, c.id) ${beyond} (${new Date(place[0])}, ${place[1]}::uuid)`
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM ${contactTables} WHERE ${matches(filter)} AND ${isBeyond}
    ORDER BY c.created_at ${by}, c.id ${by} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

/** Day and time of the last activity, and the id. Contacts that never did anything have neither. */
export type ActivityPlace =
  | readonly [day: string, at: number, id: Uuid]
  | readonly [day: null, at: null, id: Uuid]

/**
 * Reads a page of contacts by their last activity in reading order, and one more where there are more. Those that
 * never did anything are a block of their own, by id: the end of the descending list.
 */
export async function readByActivity(
  queries: Queries,
  filter: ContactFilter,
  request: PageRequest<ActivityPlace>,
): Promise<ContactRow[]> {
  const limit = request.limit + 1
  const operators = operatorsOf(request)
  const place = request.position?.key
  const active = (limit: number) => readActive(queries, filter, operators, place, limit)
  const neverActive = (limit: number) => readNeverActive(queries, filter, operators, place, limit)

  const isActiveFirst = readingOrder(request) === 'descending'
  const [readFirst, readSecond] = isActiveFirst ? [active, neverActive] : [neverActive, active]
  // A page that begins in the second block has left the first one behind.
  const isInSecond = place !== undefined && (place[0] === null) === isActiveFirst
  const rows = isInSecond ? [] : await readFirst(limit)
  return rows.length === limit ? rows : [...rows, ...(await readSecond(limit - rows.length))]
}

/**
 * Only the day of the last activity is indexed, since an index on its time would burden every event: PostgreSQL goes
 * day by day and sorts within a day. So it sorts before anything is joined.
 */
async function readActive(
  queries: Queries,
  filter: ContactFilter,
  { by, beyond }: Operators,
  place: ActivityPlace | undefined,
  limit: number,
): Promise<ContactRow[]> {
  const isBeyond =
    place === undefined || place[0] === null
      ? sql`true`
      : sql`(s.last_day, s.last_at, s.contact_id) ${beyond} (${place[0]}::date, ${new Date(place[1])}, ${place[2]}::uuid)`
  const order = sql`s.last_day ${by}, s.last_at ${by}, s.contact_id ${by}`
  return readInOrder(
    queries,
    sql`s.last_day IS NOT NULL AND ${matches(filter)} AND ${isBeyond}`,
    order,
    limit,
  )
}

async function readNeverActive(
  queries: Queries,
  filter: ContactFilter,
  { by, beyond }: Operators,
  place: ActivityPlace | undefined,
  limit: number,
): Promise<ContactRow[]> {
  const isBeyond =
    place === undefined || place[0] !== null ? sql`true` : sql`s.contact_id ${beyond} ${place[2]}::uuid`
  const order = sql`s.contact_id ${by}`
  return readInOrder(queries, sql`s.last_day IS NULL AND ${matches(filter)} AND ${isBeyond}`, order, limit)
}

async function readInOrder(
  queries: Queries,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns}
    FROM (SELECT s.* FROM contact_state s WHERE ${condition} ORDER BY ${order} LIMIT ${limit}) s
    JOIN contacts c ON c.id = s.contact_id ORDER BY ${order}`.execute(queries)
  return rows
}

interface Operators {
  readonly by: RawBuilder<unknown>
  readonly beyond: RawBuilder<unknown>
}

function operatorsOf(request: PageRequest<unknown>): Operators {
  return readingOrder(request) === 'descending'
    ? { by: sql`DESC`, beyond: sql`<` }
    : { by: sql`ASC`, beyond: sql`>` }
}

/**
 * A condition on `s`, a row of contact_state. An e-mail address is an identifier too, so `known` asks one table only,
 * which the planner can begin with.
 */
function matches({ known, robots, search }: ContactFilter): RawBuilder<unknown> {
  const conditions = [sql`s.merged_into IS NULL`]
  const hasIdentifier = sql`EXISTS (SELECT FROM contact_identifiers k WHERE k.contact_id = s.contact_id)`
  if (known !== null) conditions.push(known ? hasIdentifier : sql`NOT ${hasIdentifier}`)
  if (!robots) conditions.push(sql`s.classification <> ${sql.lit(classificationNumbers.robot)}`)
  if (search !== null) {
    conditions.push('ids' in search ? sql`s.contact_id = ANY(${search.ids}::uuid[])` : search.condition)
  }
  return sql.join(conditions, sql` AND `)
}
