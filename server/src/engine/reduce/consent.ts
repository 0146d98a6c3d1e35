import type { CommandOutcome, Draft } from '../../domain/command.ts'
import type { Agreement, BatchState, Contact } from '../state.ts'
import { type Choice, chooseByEmail, chooseByIdentity } from './choose-person.ts'

export const consentRequired: CommandOutcome = {
  status: 'refused',
  code: 'consent_required',
  message: 'The contact has not agreed to the consent that this channel requires.',
}

/**
 * Whether a command has to be refused because its contact does not agree to what the command requires
 * (docs/spec/sitecore.md §2.7). Who does not exist has agreed to nothing.
 */
export function lacksConsent(contact: Contact | undefined, requiredConsentId: number | null): boolean {
  return requiredConsentId !== null && saidBy(contact, requiredConsentId)?.agreed !== true
}

/**
 * Whether a draft of a contact that agrees would go to one that does not: to another person, who has to have agreed as
 * well, or by a merge to one of whom the newest word is a revocation. Changes nothing.
 */
export function leadsBeyondConsent(
  state: BatchState,
  contact: Contact,
  { identity, fields }: Draft,
  requiredConsentId: number | null,
): boolean {
  const email = fields?.email ?? null
  if (requiredConsentId === null || (identity === null && email === null)) return false
  let person: Contact | null = contact
  let said = saidBy(contact, requiredConsentId)
  const follow = (choice: Choice) => {
    if (choice.type === 'same') return
    person = choice.type === 'merge' ? choice.into : choice.to
    const word = saidBy(person, requiredConsentId)
    said = choice.type === 'merge' ? newestOf(word, said) : word
  }
  if (identity !== null) follow(chooseByIdentity(state, contact, identity))
  if (email !== null) follow(chooseByEmail(state, person, email))
  return said?.agreed !== true
}

/** Which of two contacts' words on a consent counts once they are one; of two at the same moment a revocation. */
export function newestOf(one: Agreement | undefined, other: Agreement | undefined): Agreement | undefined {
  if (one === undefined || other === undefined) return one ?? other
  if (one.at !== other.at) return one.at > other.at ? one : other
  return one.agreed ? other : one
}

function saidBy(contact: Contact | null | undefined, consentId: number): Agreement | undefined {
  return contact?.agreements?.get(consentId)
}
