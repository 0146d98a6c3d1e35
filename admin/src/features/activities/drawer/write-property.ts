export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const

const LONGEST = 400

/**
 * The filter for activities that have a member with this value in their data, as the API reads it: `plan:gold`, a colon
 * in the name escaped. Null where there is none for it: objects, lists, and what is too long for an address.
 */
export function writeProperty(name: string, value: unknown): string | null {
  if (name === '' || value === null || typeof value === 'object') return null
  const property = `${name.replaceAll(/[\\:]/g, '\\$&')}:${String(value)}`
  return property.length > LONGEST || property.includes('\0') || !property.isWellFormed() ? null : property
}
