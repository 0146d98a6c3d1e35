import type { Command, Draft, Identity } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import { emailIdentity, identifierKey } from './identifier-key.ts'

/** What the commands of a batch ask for beyond the states of their contacts: next to nothing in most batches. */
export interface BatchNeeds {
  /** Identifiers that drafts name, e-mail addresses among them, by engine/identifier-key.ts. */
  readonly identifiers: ReadonlyMap<string, Identity>
  /** Whether drafts say who their contact is. */
  readonly hasIdentities: boolean
  /** The client's ids of events, each with the id by which the client names itself. */
  readonly sentIds: { readonly devices: readonly Uuid[]; readonly messageIds: readonly string[] }
  /** Whether there are drafts whose time is of the client's clock. */
  readonly hasClientTimes: boolean
}

export function readNeeds(commands: readonly Command[]): BatchNeeds {
  const identifiers = new Map<string, Identity>()
  let hasIdentities = false
  const devices: Uuid[] = []
  const messageIds: string[] = []
  let hasClientTimes = false
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const draft of command.drafts) {
      const { messageId, timeSource } = draft
      for (const identity of identitiesOf(draft))
        identifiers.set(identifierKey(identity.source, identity.identifier), identity)
      if (draft.identity !== null) hasIdentities = true
      if (timeSource !== 'server') hasClientTimes = true
      if (messageId === null) continue
      devices.push(command.contactId)
      messageIds.push(messageId)
    }
  }
  return { identifiers, hasIdentities, sentIds: { devices, messageIds }, hasClientTimes }
}

const NONE: readonly Identity[] = []

/** What a draft says of who its contact is: contacts that say the same may become one. */
export function identitiesOf({ fields, identity }: Draft): readonly Identity[] {
  if (fields === null && identity === null) return NONE
  const email = fields?.email == null ? NONE : [emailIdentity(fields.email)]
  return identity === null ? email : [...email, identity]
}
