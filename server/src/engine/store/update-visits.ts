import type { VisitChange } from '../state.ts'
import type { Statement } from './statement.ts'
import { visitArrays, visitColumns, visitNames } from './visit-columns.ts'

/** Adds to visits what a batch brought: the state of their contact is locked, so nobody else adds at the same time. */
export function updateVisits(visits: readonly VisitChange[]): Statement {
  return {
    name: 'update-visits',
    text: `
      UPDATE visits AS v SET
        started_at = least(v.started_at, to_timestamp(r.started_at / 1000)),
        last_at = greatest(v.last_at, to_timestamp(r.last_at / 1000)),
        flushed_at = coalesce(v.flushed_at, to_timestamp(r.flushed_at / 1000)),
        activities = v.activities + r.activities, page_views = v.page_views + r.page_views, points = v.points + r.points,
        campaign_id = coalesce(v.campaign_id, r.campaign_id), entry_url = coalesce(r.entry_url, v.entry_url),
        exit_url = coalesce(r.exit_url, v.exit_url), referrer = coalesce(v.referrer, r.referrer),
        referrer_channel = coalesce(r.referrer_channel, v.referrer_channel)
      FROM unnest(${visitArrays}) AS r (${visitNames})
      WHERE v.contact_id = r.contact_id AND v.id = r.id`,
    values: visitColumns(visits),
  }
}
