import type { VisitChange } from '../state.ts'
import type { Statement } from './statement.ts'
import { visitColumns, visitRows } from './visit-columns.ts'

export function insertVisits(visits: readonly VisitChange[]): Statement {
  return {
    name: 'insert-visits',
    text: `
      INSERT INTO visits (contact_id, id, device_id, channel_id, started_at, last_at, flushed_at, activities, page_views,
        points, campaign_id, entry_url, exit_url, referrer)
      SELECT contact_id, id, device_id, channel_id, to_timestamp(started_at / 1000), to_timestamp(last_at / 1000),
        to_timestamp(flushed_at / 1000), activities, page_views, points, campaign_id, entry_url, exit_url, referrer
      FROM ${visitRows}`,
    values: visitColumns(visits),
  }
}
