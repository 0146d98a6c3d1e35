const MAX_LENGTH = 254
const MAX_LOCAL_LENGTH = 64
// Dot-separated atoms (RFC 5322, with the letters of RFC 6531), an @, and at least two labels, the last not a number.
const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?'
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`, 'u')

/** Whether a text has the form of an e-mail address that mail servers of our day take; quoted local parts are not. */
export function isEmailAddress(text: string): boolean {
  return text.length <= MAX_LENGTH && text.indexOf('@') <= MAX_LOCAL_LENGTH && ADDRESS.test(text)
}
