import { type Cookie, CookieJar } from 'tough-cookie'

export const ANALYTICS_COOKIE = 'SC_ANALYTICS_GLOBAL_COOKIE'

/** What came back, whichever client asked. */
export interface SeenReply {
  readonly status: number
  readonly setCookie: readonly string[]
}

/** A cookie jar that every client of one visitor shares, as the tabs of a browser do. */
export class Browser {
  readonly replies: SeenReply[] = []
  private readonly jar = new CookieJar()

  cookieHeader(url: string): string {
    return this.jar.getCookieStringSync(url)
  }

  remember(url: string, status: number, setCookie: readonly string[]): void {
    this.replies.push({ status, setCookie })
    for (const cookie of setCookie) this.jar.setCookieSync(cookie, url)
  }

  analyticsCookie(url: string): Cookie | undefined {
    return this.jar.getCookiesSync(url).find(({ key }) => key === ANALYTICS_COOKIE)
  }

  /** The contact id that the analytics cookie names. */
  visitor(url: string): string {
    const digits = this.analyticsCookie(url)?.value.slice(0, 32) ?? ''
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /** `fetch` with this browser's cookies: what `credentials: 'include'` means outside a browser. */
  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    // The official fetcher hands a Headers object over, which spreading would empty.
    const headers = Object.fromEntries(new Headers(init.headers))
    const cookie = this.cookieHeader(url)
    if (cookie !== '') headers.cookie = cookie
    const reply = await fetch(url, { ...init, headers })
    this.remember(url, reply.status, reply.headers.getSetCookie())
    return reply
  }
}

/** Runs a call as in a page: the clients look for `window.document` at each call and do nothing without it. */
export function inPage<Result>(call: () => Result): Result {
  const scope = globalThis as { window?: object }
  scope.window = { document: {} }
  try {
    return call()
  } finally {
    delete scope.window
  }
}
