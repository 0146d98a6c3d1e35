import type { Uuid } from '../../domain/ids.ts'
import { bareArray, numberArray } from './array-literals.ts'
import { lastPageView } from './last-page-view.ts'
import type { Statement } from './statement.ts'

/** How many visits of a contact are looked through, from the newest on: more in three days are no visits. */
const MOST_VISITS = 1_000

/** Asks for the visits of a contact on a device and channel that touch a stretch of time. */
export interface VisitRequest {
  readonly contactId: Uuid
  readonly device: Uuid
  readonly channel: number
  from: number
  to: number
}

/** A visit reaches from its start to its last activity, or to the flush that ended it. */
export function findVisits(requests: readonly VisitRequest[]): Statement {
  return {
    name: 'find-visits',
    text: `
      SELECT r.contact_id AS owner_id, v.contact_id, v.id, v.device_id, v.channel_id,
        (extract(epoch FROM v.started_at) * 1000)::float8 AS started_at,
        (extract(epoch FROM v.last_at) * 1000)::float8 AS last_at,
        (extract(epoch FROM v.flushed_at) * 1000)::float8 AS flushed_at,
        v.page_views, v.campaign_id IS NOT NULL AS has_campaign,
        p.id AS page_id, (extract(epoch FROM p.occurred_at) * 1000)::float8 AS page_at
      FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::float8[], $5::float8[])
        AS r (contact_id, device_id, channel_id, from_at, to_at)
      CROSS JOIN LATERAL (
        SELECT r.contact_id UNION ALL SELECT alias_id FROM contact_aliases WHERE contact_id = r.contact_id
      ) AS own (id)
      CROSS JOIN LATERAL (
        SELECT * FROM visits WHERE contact_id = own.id ORDER BY id DESC LIMIT ${MOST_VISITS}
      ) AS v
      LEFT JOIN LATERAL ${lastPageView('r.contact_id', 'v.id', 'v.started_at', 'v.last_at')} AS p ON v.page_views > 0
      WHERE v.device_id = r.device_id AND v.channel_id = r.channel_id
        AND v.started_at <= to_timestamp(r.to_at / 1000)
        AND greatest(v.last_at, v.flushed_at) >= to_timestamp(r.from_at / 1000)`,
    values: [
      bareArray(requests.map(({ contactId }) => contactId)),
      bareArray(requests.map(({ device }) => device)),
      numberArray(requests.map(({ channel }) => channel)),
      numberArray(requests.map(({ from }) => from)),
      numberArray(requests.map(({ to }) => to)),
    ],
  }
}

export interface FoundVisitRow {
  readonly owner_id: Uuid
  readonly contact_id: Uuid
  readonly id: Uuid
  readonly device_id: Uuid
  readonly channel_id: number
  readonly started_at: number
  readonly last_at: number
  readonly flushed_at: number | null
  readonly page_views: number
  readonly has_campaign: boolean
  readonly page_id: Uuid | null
  readonly page_at: number | null
}
