import type { DefinitionKind } from '../domain/kinds.ts'

/** Characters. */
export const MAX_NAME_LENGTH = 200
/** One line, no control characters, no blanks at either end. */
export const NAME = /^(?!\s)\P{Cc}*(?<!\s)$/u
/** What an activity type may be called (docs/spec/xperience.md §2.4): letters, digits, `_ - .`. */
export const CODE_NAME = /^[A-Za-z0-9_.-]+$/

/** Whether a client may bring a definition of this name into being. */
export function isDefinitionName(kind: DefinitionKind, name: string): boolean {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH || !name.isWellFormed()) return false
  return (kind === 'activityType' ? CODE_NAME : NAME).test(name)
}

/** Names are the same in any case; so are codes of languages and e-mail addresses of users. */
export function foldCase(name: string): string {
  return name.toLowerCase()
}
