import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'

/** What the commands of a batch ask for beyond the states of their contacts: next to nothing in most batches. */
export interface BatchNeeds {
  /** E-mail addresses that drafts name, in lower case. */
  readonly emails: ReadonlySet<string>
  /** The client's ids of events, each with the contact that the client names. */
  readonly sentIds: { readonly contactIds: readonly Uuid[]; readonly messageIds: readonly string[] }
  /** Whether there are drafts whose time is of the client's clock. */
  readonly hasClientTimes: boolean
}

export function readNeeds(commands: readonly Command[]): BatchNeeds {
  const emails = new Set<string>()
  const contactIds: Uuid[] = []
  const messageIds: string[] = []
  let hasClientTimes = false
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const { fields, messageId, timeSource } of command.drafts) {
      if (timeSource !== 'server') hasClientTimes = true
      if (fields?.email != null) emails.add(fields.email.toLowerCase())
      if (messageId === null) continue
      contactIds.push(command.contactId)
      messageIds.push(messageId)
    }
  }
  return { emails, sentIds: { contactIds, messageIds }, hasClientTimes }
}
