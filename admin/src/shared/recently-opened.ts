import { type QueryClient, useQuery } from '@tanstack/react-query'
import { preferenceQuery, storePreference } from './use-preference.ts'

export interface Opened {
  /** Below /admin. */
  readonly to: string
  readonly title: string
}

const KEPT = 10
const NAME = 'palette.recent'

/** What somebody opened lately, newest first. */
export function useRecentlyOpened(): readonly Opened[] {
  return readOpened(useQuery(preferenceQuery(NAME)).data?.value)
}

/** Puts it before the others. Nobody waits for it, and where it cannot be stored nothing is lost. */
export async function noteOpened(client: QueryClient, one: Opened): Promise<void> {
  try {
    const stored = readOpened((await client.ensureQueryData(preferenceQuery(NAME))).value)
    if (stored[0]?.to === one.to && stored[0].title === one.title) return
    const value = [one, ...stored.filter(({ to }) => to !== one.to)].slice(0, KEPT)
    client.setQueryData(preferenceQuery(NAME).queryKey, { value })
    await storePreference(NAME, value)
  } catch {
    // The next one is noted with what is stored then.
  }
}

function readOpened(stored: unknown): readonly Opened[] {
  return Array.isArray(stored) ? stored.filter(isOpened).slice(0, KEPT) : []
}

function isOpened(value: unknown): value is Opened {
  const { to, title } = Object(value)
  return typeof to === 'string' && to.startsWith('/') && typeof title === 'string'
}
