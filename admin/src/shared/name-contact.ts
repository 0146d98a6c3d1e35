/** A contact as lists, rows of Live and the palette know it: some of them only by its id. */
export interface Nameable {
  readonly id: string
  readonly displayName?: string | null
}

/** The name of who has no name, no address and no identifier (docs/spec/xperience.md §1.3): all of them look alike. */
const vendorPattern = /^Anonymous - \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/

/**
 * How a contact is called where there is room for a word or two: by its name, and who has none by the end of its id,
 * which is short, the same on every screen and found by the search. The beginning of an id is a time, and alike in
 * those that came together.
 */
export function nameContact({ id, displayName = null }: Nameable): {
  readonly as: 'named' | 'contactAnonymous' | 'contactById'
  /** The name, or the digits. */
  readonly name: string
} {
  if (displayName === null) return { as: 'contactById', name: endOf(id) }
  if (vendorPattern.test(displayName)) return { as: 'contactAnonymous', name: endOf(id) }
  return { as: 'named', name: displayName }
}

function endOf(id: string): string {
  return id.slice(-4).toLowerCase()
}
