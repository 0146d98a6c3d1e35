import { createRequire } from 'node:module'
import { type Browser, inPage } from './browser.ts'

/** What the clients hand to a fetcher: the data up to JSS 22.3, a RequestInit from 22.4 on. */
export type Fetcher = (url: string, dataOrInit: unknown) => Promise<unknown>

export interface TrackingOptions {
  readonly host?: string
  readonly serviceUrl?: string
  readonly action?: string
  readonly querystringParams?: Record<string, unknown>
  readonly test?: boolean
  readonly fetcher: Fetcher
}

type TrackEvent = (events: unknown, options: TrackingOptions) => Promise<unknown>

interface AxiosExchange {
  url?: string
  headers: Record<string, unknown>
}
interface AxiosReply {
  config: AxiosExchange
  status: number
  headers: Record<string, unknown>
}
interface DataFetcher {
  fetch: Fetcher
}
type AxiosDataFetcher = new (config: {
  onReq(request: AxiosExchange): AxiosExchange
  onRes(reply: AxiosReply): AxiosReply
  onResError(error: { response?: AxiosReply }): never
}) => DataFetcher
type NativeDataFetcher = new (config: object) => DataFetcher

const load = createRequire(import.meta.url)

/** Every published generation of the official client, unmodified, under the alias by which it is installed. */
export const trackEvent = {
  trk11: loadTrackEvent('trk11'),
  trk16: loadTrackEvent('trk16'),
  trk18: loadTrackEvent('trk18'),
  trk19: loadTrackEvent('trk19'),
  jss20: loadTrackEvent('jss20/tracking'),
  jss21: loadTrackEvent('jss21/tracking'),
  jss223: loadTrackEvent('jss223/tracking'),
  jss22: loadTrackEvent('jss22/tracking'),
  jss23: loadTrackEvent('jss23/tracking'),
} as const
export type ClientName = keyof typeof trackEvent

function loadTrackEvent(name: string): TrackEvent {
  const { trackingApi } = load(name) as { trackingApi: { trackEvent: TrackEvent } }
  return (events, options) => inPage(() => trackingApi.trackEvent(events, options))
}

/** The client outside a page: as it runs on a server that renders. */
export function loadOnServer(name: string): TrackEvent {
  return (load(name) as { trackingApi: { trackEvent: TrackEvent } }).trackingApi.trackEvent
}

/** The fetcher that the JSS samples of a version use, with the cookies of a browser. */
export function createFetcher(client: ClientName, browser: Browser): Fetcher {
  switch (client) {
    case 'jss22':
    case 'jss23':
      return nativeFetcher(client, browser)
    case 'jss20':
    case 'jss21':
    case 'jss223':
      return axiosFetcher(client, browser)
    default:
      return axiosFetcher('jss19', browser)
  }
}

export function axiosFetcher(
  name: 'jss19' | 'jss20' | 'jss21' | 'jss223',
  browser: Browser,
  extraHeaders: Record<string, string> = {},
): Fetcher {
  const { AxiosDataFetcher } = load(`${name}/dist/cjs/axios-fetcher`) as {
    AxiosDataFetcher: AxiosDataFetcher
  }
  const remember = ({ config, status, headers }: AxiosReply) =>
    browser.remember(config.url ?? '', status, (headers['set-cookie'] as string[] | undefined) ?? [])
  const fetcher = new AxiosDataFetcher({
    onReq(request) {
      for (const [header, value] of Object.entries(extraHeaders)) request.headers[header] = value
      const cookie = browser.cookieHeader(request.url ?? '')
      if (cookie !== '') request.headers.cookie = cookie
      return request
    },
    onRes(reply) {
      remember(reply)
      return reply
    },
    onResError(error) {
      if (error.response !== undefined) remember(error.response)
      throw error
    },
  })
  return (url, data) => fetcher.fetch(url, data)
}

export function nativeFetcher(name: 'jss21' | 'jss223' | 'jss22' | 'jss23', browser: Browser): Fetcher {
  const { NativeDataFetcher } = load(`${name}/dist/cjs/native-fetcher`) as {
    NativeDataFetcher: NativeDataFetcher
  }
  const fetcher = new NativeDataFetcher({ credentials: 'include', fetch: browser.fetch })
  return (url, dataOrInit) => fetcher.fetch(url, dataOrInit)
}

/** What a client's rejection tells the app: axios and JSS 22.4 and newer give the reply, in their own ways. */
export async function reasonOf(call: Promise<unknown>): Promise<{ status: number; data: unknown }> {
  try {
    await call
  } catch (error) {
    const { response } = error as { response?: { status: number; data: unknown } }
    if (response !== undefined) return { status: response.status, data: response.data }
    throw error
  }
  throw new Error('The client did not reject.')
}
