import type { SwitchRow } from '../state.ts'
import { apiNumbers, type Statement } from './statement.ts'

/** Lets a device act for another contact, which then knows also the events that the one before has sent. */
export function switchDevice({ deviceId, api, fromId, toId }: SwitchRow): Statement[] {
  return [
    {
      name: 'switch-device',
      text: `
        INSERT INTO switched_devices (device_id, contact_id, api) VALUES ($1, $2, $3)
        ON CONFLICT (device_id) DO UPDATE SET contact_id = excluded.contact_id`,
      values: [deviceId, toId, apiNumbers[api]],
    },
    {
      name: 'copy-message-ids',
      text: `
        INSERT INTO message_ids (contact_id, message_id, activity_id)
        SELECT $2::uuid, message_id, activity_id FROM message_ids WHERE contact_id = $1
        ON CONFLICT DO NOTHING`,
      values: [fromId, toId],
    },
  ]
}
