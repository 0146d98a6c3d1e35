import type { VisitChange } from '../state.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'
import { visitArrays, visitColumns, visitNames } from './visit-columns.ts'

/** New visits, with what they note of their client: nothing writes that again. */
export function insertVisits(visits: readonly VisitChange[]): Statement {
  return {
    name: 'insert-visits',
    text: `
      INSERT INTO visits (contact_id, id, device_id, channel_id, started_at, last_at, flushed_at, activities, page_views,
        points, campaign_id, entry_url, exit_url, referrer, referrer_channel, robot, device, location,
        address)
      SELECT contact_id, id, device_id, channel_id, to_timestamp(started_at / 1000), to_timestamp(last_at / 1000),
        to_timestamp(flushed_at / 1000), activities, page_views, points, campaign_id, entry_url, exit_url, referrer,
        coalesce(referrer_channel, 0), robot, device, location, address
      FROM unnest(${visitArrays}, $16::boolean[], $17::jsonb[], $18::jsonb[], $19::text[])
        AS r (${visitNames}, robot, device, location, address)`,
    values: [
      ...visitColumns(visits),
      bareArray(visits.map(({ client }) => (client?.isRobot ? 't' : 'f'))),
      textArray(visits.map(({ client }) => writeObject(client?.device))),
      textArray(visits.map(({ client }) => writeObject(client?.location))),
      bareArray(visits.map(({ client }) => client?.address ?? null)),
    ],
  }
}

function writeObject(value: object | null | undefined): string | null {
  return value == null ? null : JSON.stringify(value)
}
