/**
 * The contacts of the list that somebody came from, so that a profile leads to the next one. It belongs to the browser
 * tab, not to the address: a link to a contact is that of the contact.
 */
export interface ContactTrail {
  readonly ids: readonly string[]
  /** The list itself, below /admin. */
  readonly list: string
  /** There are pages before or after it. */
  readonly isPart: boolean
}

const KEY = 'waymark-contact-trail'
const MOST = 500

export function leaveTrail({ ids, list, isPart }: ContactTrail): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ids: ids.slice(0, MOST), list, isPart }))
  } catch {
    // Storage is full or forbidden: the profile has no next one then.
  }
}

export function readTrail(): ContactTrail | null {
  try {
    const trail: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    if (typeof trail !== 'object' || trail === null) return null
    const { ids, list, isPart } = trail as Record<string, unknown>
    if (!Array.isArray(ids) || typeof list !== 'string' || !list.startsWith('/contacts')) return null
    return { ids: ids.filter((id) => typeof id === 'string'), list, isPart: isPart === true }
  } catch {
    return null
  }
}

export interface TrailPlace {
  readonly previous: string | null
  readonly next: string | null
  /** Counted from 1. */
  readonly position: number
  /** Of the whole list, or of the part of it that was shown. */
  readonly count: number
  readonly isPart: boolean
  readonly list: string
}

/** Where a contact stands in a list; null where it is not in it. */
export function findOnTrail(trail: ContactTrail | null, id: string): TrailPlace | null {
  const index = trail?.ids.indexOf(id) ?? -1
  if (trail === null || index < 0) return null
  return {
    previous: trail.ids[index - 1] ?? null,
    next: trail.ids[index + 1] ?? null,
    position: index + 1,
    count: trail.ids.length,
    isPart: trail.isPart,
    list: trail.list,
  }
}
