import type { ApiKeyView } from './setup.api.ts'

export interface AllowedOrigin {
  readonly origin: string
  /** The names of the keys that list it, where others of the channel do not; else empty. */
  readonly onlyWith: readonly string[]
}

/** From where browsers may send to a channel: what any of its enabled Sitecore keys lists, each once. */
export function listOrigins(keys: readonly ApiKeyView[]): AllowedOrigin[] {
  const usable = keys.filter(({ access, enabled }) => access === 'sitecore' && enabled)
  const origins = [...new Set(usable.flatMap(({ corsOrigins }) => corsOrigins))]
  return origins.map((origin) => {
    const listing = usable.filter(({ corsOrigins }) => corsOrigins.includes(origin))
    return { origin, onlyWith: listing.length === usable.length ? [] : listing.map(({ name }) => name) }
  })
}
