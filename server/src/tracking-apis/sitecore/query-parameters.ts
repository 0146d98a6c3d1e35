/**
 * All values of a query parameter, its name taken in any case as IIS does, in order; blank ones
 * are left out: `…/event?sc_camp=` names nothing.
 */
export function readParameter(query: unknown, lowerCaseName: string): readonly string[] {
  if (typeof query !== 'object' || query === null) return NONE
  let found = NONE
  for (const name of Object.keys(query)) {
    if (name.length !== lowerCaseName.length || name.toLowerCase() !== lowerCaseName) continue
    const value = (query as Record<string, unknown>)[name]
    const values = (Array.isArray(value) ? value : [value]).filter(isNotBlank)
    found = found === NONE ? values : [...found, ...values]
  }
  return found
}

const NONE: readonly string[] = []

function isNotBlank(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
