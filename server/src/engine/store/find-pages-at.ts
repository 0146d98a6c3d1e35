import type { Uuid } from '../../domain/ids.ts'
import { bareArray, numberArray } from './array-literals.ts'
import { lastPageView } from './last-page-view.ts'
import type { Statement } from './statement.ts'

/** Asks for the last page view of a visit at or before a moment within it. */
export interface PageRequest {
  readonly contactId: Uuid
  readonly visitId: Uuid
  readonly startedAt: number
  readonly at: number
}

export function findPagesAt(requests: readonly PageRequest[]): Statement {
  const lastPage = lastPageView(
    'r.contact_id',
    'r.visit_id',
    'to_timestamp(r.started_at / 1000)',
    'to_timestamp(r.at / 1000)',
  )
  return {
    name: 'find-pages-at',
    text: `
      SELECT r.visit_id, p.id, (extract(epoch FROM p.occurred_at) * 1000)::float8 AS at
      FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[]) AS r (contact_id, visit_id, started_at, at)
      CROSS JOIN LATERAL ${lastPage} AS p`,
    values: [
      bareArray(requests.map(({ contactId }) => contactId)),
      bareArray(requests.map(({ visitId }) => visitId)),
      numberArray(requests.map(({ startedAt }) => startedAt)),
      numberArray(requests.map(({ at }) => at)),
    ],
  }
}

export interface PageRow {
  readonly visit_id: Uuid
  readonly id: Uuid
  readonly at: number
}
