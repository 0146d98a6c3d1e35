import type { Identity } from '../domain/command.ts'

export const EMAIL_SOURCE = 'email'

/** An e-mail address as an identifier: in any case it is the same one. */
export function emailIdentity(email: string): Identity {
  return { source: EMAIL_SOURCE, identifier: email.toLowerCase() }
}

/** Both parts of an identifier in one text, for looking it up. Neither can hold the character between them and be
 * stored. */
export function identifierKey(source: string, identifier: string): string {
  return `${source}\0${identifier}`
}
