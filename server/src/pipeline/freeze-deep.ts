/** Freezes a JSON value with all its parts, and gives it back. One that is frozen is taken to be so in its parts. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) freezeDeep(member)
  return Object.freeze(value)
}
