import type { Command } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import { identitiesOf } from '../batch-needs.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Which devices of these commands act for a contact, or name one, that somebody else keeps locked at this moment. */
export function findHeldDevices(commands: readonly Command[]): Statement {
  const devices: Uuid[] = []
  const sources: string[] = []
  const identifiers: string[] = []
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const { source, identifier } of command.drafts.flatMap(identitiesOf)) {
      devices.push(command.contactId)
      sources.push(source)
      identifiers.push(identifier)
    }
  }
  return {
    name: 'find-held-devices',
    text: `
      WITH named (device, contact_id) AS MATERIALIZED (
        SELECT d.id, coalesce(w.contact_id, a.contact_id, d.id)
        FROM unnest($1::uuid[]) AS d (id)
        LEFT JOIN switched_devices AS w ON w.device_id = d.id
        LEFT JOIN contact_aliases AS a ON a.alias_id = d.id
        UNION
        SELECT r.device, i.contact_id
        FROM unnest($2::uuid[], $3::text[], $4::text[]) AS r (device, source, identifier)
        JOIN contact_identifiers AS i USING (source, identifier)
      ), free AS MATERIALIZED (
        SELECT contact_id FROM contact_state WHERE contact_id = ANY(ARRAY(SELECT contact_id FROM named))
        FOR UPDATE SKIP LOCKED
      )
      SELECT DISTINCT device
      FROM named JOIN contact_state USING (contact_id)
      WHERE contact_id NOT IN (SELECT contact_id FROM free)`,
    values: [
      bareArray([...new Set(commands.map(({ contactId }) => contactId))]),
      bareArray(devices),
      textArray(sources),
      textArray(identifiers),
    ],
  }
}
