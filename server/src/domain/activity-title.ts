import type { ActivityKind } from './kinds.ts'

const maxLength = 250

/**
 * The title of an activity (docs/spec/xperience.md §1.6), computed when it is shown, so that a renamed type renames its
 * past. `displayName` is its definition's. At most 250 UTF-16 units: the title is cut, the value stays whole.
 */
export function titleOf(kind: ActivityKind, displayName: string, value: string | null): string {
  const subject = fixedSubjects[kind] ?? displayName
  return cut(value === null || value === '' ? subject : `${subject} '${value}'`)
}

const fixedSubjects: { readonly [kind in ActivityKind]?: string } = {
  pageView: 'Page visit',
  click: 'Clicked',
  dataInput: 'Data input',
}

function cut(title: string): string {
  const short = title.slice(0, maxLength)
  // Half of a surrogate pair is no character.
  return short.isWellFormed() ? short : short.slice(0, -1)
}
