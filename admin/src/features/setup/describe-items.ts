import { isolate } from '../../shared/isolate.ts'
import type { LiveRequestDetails } from './setup.api.ts'

type Item = LiveRequestDetails['list'][number]

const ID = /^[{(]?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?$/i

/** `page view, goal Register`: what was stored of a request, for a sentence. The first few of many; ids say nothing there. */
export function describeItems(all: readonly Item[], most = 4): string {
  const items = all.filter(({ verdict }) => verdict === 'accepted')
  const words = items.slice(0, most).map(({ type, name }) => {
    const kind = (type ?? '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    return name === null || ID.test(name) ? kind : `${kind} ${isolate(name)}`.trim()
  })
  const named = words.filter((word) => word !== '')
  return items.length > most ? `${named.join(', ')} …` : named.join(', ')
}

/** The items that were refused, each cause once. */
export function listCauses(items: readonly Item[]): Item[] {
  const causes = new Map<string, Item>()
  for (const item of items) {
    if (item.code === null || item.verdict === 'accepted') continue
    const cause = `${item.code} ${item.name ?? ''}`
    if (!causes.has(cause)) causes.set(cause, item)
  }
  return [...causes.values()]
}
