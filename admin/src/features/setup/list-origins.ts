import type { ApiKeyView } from './setup.api.ts'

/** From where browsers may send to a channel: what any of its enabled Sitecore keys lists, each once. */
export function listOrigins(keys: readonly ApiKeyView[]): string[] {
  const usable = keys.filter(({ access, enabled }) => access === 'sitecore' && enabled)
  return [...new Set(usable.flatMap(({ corsOrigins }) => corsOrigins))]
}
