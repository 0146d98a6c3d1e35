import type { SwitchRow } from '../state.ts'
import { apiNumbers, type Statement } from './statement.ts'

/** Lets a device act for another contact. */
export function switchDevice({ deviceId, api, toId }: SwitchRow): Statement {
  return {
    name: 'switch-device',
    text: `
      INSERT INTO switched_devices (device_id, contact_id, api) VALUES ($1, $2, $3)
      ON CONFLICT (device_id) DO UPDATE SET contact_id = excluded.contact_id`,
    values: [deviceId, toId, apiNumbers[api]],
  }
}
