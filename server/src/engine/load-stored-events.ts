import type { Uuid } from '../domain/ids.ts'
import type { BatchNeeds } from './batch-needs.ts'
import type { ContactGroups } from './group-contacts.ts'
import type { Names } from './reduce/find-contact.ts'
import { findMessageIds, type MessageIdRow } from './store/find-message-ids.ts'
import type { EngineClient } from './store/statement.ts'

/** Whether a client means another contact than the one that its id names. */
export function isRenamed({ aliases, contacts }: Names, device: Uuid): boolean {
  return aliases.has(device) || contacts.get(device)?.mergedInto != null
}

/** Asks for the events of devices under all contacts that may be theirs when their turn comes. */
export async function loadStoredEvents(
  client: EngineClient,
  names: Names,
  groups: ContactGroups,
  { sentIds }: BatchNeeds,
  isAsked: (device: Uuid) => boolean,
): Promise<void> {
  const contactIds: Uuid[] = []
  const messageIds: string[] = []
  for (const [index, messageId] of sentIds.messageIds.entries()) {
    const device = sentIds.devices[index] ?? ''
    if (!isAsked(device)) continue
    for (const id of groups.idsOfSenders(device)) {
      contactIds.push(id)
      messageIds.push(messageId)
    }
  }
  if (messageIds.length === 0) return
  const { rows } = await client.query<MessageIdRow>(findMessageIds({ contactIds, messageIds }))
  noteStoredEvents(names, rows)
}

/** What contacts have sent is true of them, whoever asked for it. */
export function noteStoredEvents({ contacts }: Names, rows: readonly MessageIdRow[]): void {
  for (const { contact_id, message_id } of rows) {
    const contact = contacts.get(contact_id)
    if (contact === undefined) continue
    contact.messageIds ??= new Set()
    contact.messageIds.add(message_id)
  }
}
