import type { Uuid } from '../../domain/ids.ts'
import { bareArray, numberArray } from './array-literals.ts'
import { lastPageView, pageViewType } from './last-page-view.ts'
import type { Statement } from './statement.ts'

/** How many activities of a contact are read between the first and the last moment: some milliseconds of work. */
const MOST_BETWEEN = 10_000

/** Asks for the page views of a visit that moments within it may belong to. */
export interface PageRequest {
  readonly contactId: Uuid
  readonly visitId: Uuid
  readonly startedAt: number
  first: number
  last: number
}

/**
 * The last page view at or before the first moment, and all from there to the last moment; of a visit in the order in
 * which they happened. One read for each visit, however many moments it was asked for.
 */
export function findPagesAt(requests: readonly PageRequest[]): Statement {
  const lastPage = lastPageView(
    'r.contact_id',
    'r.visit_id',
    'to_timestamp(r.started_at / 1000)',
    'to_timestamp(r.first_at / 1000)',
  )
  return {
    name: 'find-pages-at',
    text: `
      SELECT r.visit_id, p.id, (extract(epoch FROM p.occurred_at) * 1000)::float8 AS at
      FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::float8[])
        AS r (contact_id, visit_id, started_at, first_at, last_at)
      CROSS JOIN LATERAL (
        SELECT * FROM ${lastPage} AS before
        UNION ALL
        SELECT a.id, a.occurred_at
        FROM (
          SELECT r.contact_id WHERE r.first_at < r.last_at
          UNION ALL
          SELECT alias_id FROM contact_aliases WHERE contact_id = r.contact_id AND r.first_at < r.last_at
        ) AS own (id)
        CROSS JOIN LATERAL (
          SELECT id, occurred_at, visit_id, definition_id FROM activities
          WHERE contact_id = own.id AND occurred_at > to_timestamp(r.first_at / 1000)
            AND occurred_at <= to_timestamp(r.last_at / 1000)
          ORDER BY occurred_at DESC, id DESC
          LIMIT ${MOST_BETWEEN}
        ) AS a
        WHERE a.visit_id = r.visit_id AND a.definition_id = ${pageViewType}
      ) AS p
      ORDER BY p.occurred_at, p.id`,
    values: [
      bareArray(requests.map(({ contactId }) => contactId)),
      bareArray(requests.map(({ visitId }) => visitId)),
      numberArray(requests.map(({ startedAt }) => startedAt)),
      numberArray(requests.map(({ first }) => first)),
      numberArray(requests.map(({ last }) => last)),
    ],
  }
}

export interface PageRow {
  readonly visit_id: Uuid
  readonly id: Uuid
  readonly at: number
}
