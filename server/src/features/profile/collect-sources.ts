import { judgeReferrer } from '../../domain/traffic-channel.ts'

/** How one or several visits began, newest first. */
export interface VisitSource {
  readonly visits: number
  readonly trafficChannel: string
  readonly referrer: string | null
  readonly landingUrl: string | null
  /** Milliseconds since 1970; of the newest of several. */
  readonly startedAt: number
}

/** What somebody searched for on the site itself. */
export interface SiteSearch {
  readonly keyword: string
  /** Milliseconds since 1970. */
  readonly at: number
}

interface Counted {
  readonly count: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

export type KeywordOrigin = 'paid' | 'search' | 'internal'

export interface Sources {
  readonly channels: readonly (Counted & { readonly trafficChannel: string })[]
  readonly keywords: readonly (Counted & { readonly keyword: string; readonly origin: KeywordOrigin })[]
}

const mostShown = 20
const longestKeyword = 200

/** How visits came, and by which words: of campaigns (`utm_term`), of search engines where they still tell, of the site. */
export function collectSources(visits: readonly VisitSource[], searches: readonly SiteSearch[]): Sources {
  const channels = new Map<string, Counted>()
  const keywords = new Map<string, Counted & { keyword: string; origin: KeywordOrigin }>()
  const addKeyword = (text: string | null, origin: KeywordOrigin, at: number, count = 1) => {
    const keyword = (text ?? '').replaceAll('\0', '').trim().slice(0, longestKeyword).toWellFormed()
    if (keyword === '') return
    const key = `${origin} ${keyword.toLowerCase()}`
    const known = keywords.get(key)
    keywords.set(key, { keyword: known?.keyword ?? keyword, origin, ...countUp(known, at, count) })
  }
  for (const { visits: count, trafficChannel, referrer, landingUrl, startedAt } of visits) {
    channels.set(trafficChannel, countUp(channels.get(trafficChannel), startedAt, count))
    addKeyword(findParameter(landingUrl, ['utm_term']), 'paid', startedAt, count)
    if (judgeReferrer(referrer, landingUrl) === 'Organic search')
      addKeyword(findParameter(referrer, queryNames), 'search', startedAt, count)
  }
  for (const { keyword, at } of searches) addKeyword(keyword, 'internal', at)
  return {
    channels: [...channels]
      .map(([trafficChannel, counted]) => ({ trafficChannel, ...counted }))
      .sort(byCount)
      .slice(0, mostShown),
    keywords: [...keywords.values()].sort(byCount).slice(0, mostShown),
  }
}

/** In which search engines name what was searched for. */
const queryNames = ['q', 'query', 'p', 'text', 'wd']

/** Addresses are hostile: what cannot be read has no parameters. */
function findParameter(url: string | null, names: readonly string[]): string | null {
  const query = url?.split('#', 1)[0]?.split('?')[1]
  if (query === undefined) return null
  const parameters = new URLSearchParams(query)
  for (const name of names) {
    const value = parameters.get(name)
    if (value !== null && value !== '') return value
  }
  return null
}

function countUp(known: Counted | undefined, at: number, count: number): Counted {
  return { count: (known?.count ?? 0) + count, lastAt: Math.max(known?.lastAt ?? 0, at) }
}

function byCount(a: Counted, b: Counted): number {
  return b.count - a.count || b.lastAt - a.lastAt
}
