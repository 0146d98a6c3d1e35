import type { CommandOutcome } from '../../domain/command.ts'
import type { Contact } from '../state.ts'

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
  return requiredConsentId !== null && contact?.agreements?.get(requiredConsentId)?.agreed !== true
}
