import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'

/** What the commands of a batch ask for beyond the states of their contacts: next to nothing in most batches. */
export interface BatchNeeds {
  /** E-mail addresses that drafts name, in lower case. */
  readonly emails: ReadonlySet<string>
  /** The client's ids of events, each with the contact that the client names. */
  readonly sentIds: { readonly contactIds: readonly Uuid[]; readonly messageIds: readonly string[] }
}

export function readNeeds(commands: readonly Command[]): BatchNeeds {
  const emails = new Set<string>()
  const contactIds: Uuid[] = []
  const messageIds: string[] = []
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const { fields, messageId } of command.drafts) {
      if (fields?.email != null) emails.add(fields.email.toLowerCase())
      if (messageId === null) continue
      contactIds.push(command.contactId)
      messageIds.push(messageId)
    }
  }
  return { emails, sentIds: { contactIds, messageIds } }
}
