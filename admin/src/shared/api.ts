const BASE = '/api/v1'

/** A refusal of the management API (RFC 9457), or no answer at all: then `status` is 0. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** Stable, snake_case; `unreachable` when nothing answered. */
  readonly code: string
  /** What was not accepted: a parameter, or a member of the body by its path. */
  readonly errors: readonly { readonly parameter: string; readonly message: string }[]
  /** Names the request in the server's log. */
  readonly requestId: string | null
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfter: number | null

  constructor(problem: {
    status: number
    code: string
    detail: string
    errors?: ApiError['errors']
    requestId?: string
    retryAfter?: number | null
  }) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId ?? null
    this.retryAfter = problem.retryAfter ?? null
  }
}

/** Query parameters: null, undefined and empty lists are left out, lists are joined by commas. */
export type Parameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>

export function apiUrl(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined) continue
    const text = Array.isArray(value) ? value.join(',') : String(value)
    if (text !== '') query.set(name, text)
  }
  const text = query.toString()
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`
}

export function get<Result>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<Result> {
  return send<Result>(apiUrl(path, parameters), { method: 'GET', signal: signal ?? null })
}

/** A list whole, in the largest pages that there are. */
export async function getAll<Item>(
  path: string,
  parameters?: Parameters,
  signal?: AbortSignal,
): Promise<{ items: Item[] }> {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const page: { items: Item[]; nextCursor: string | null } = await get(
      path,
      { ...parameters, limit: 500, cursor },
      signal,
    )
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return { items }
}

/** A write: `body` goes as JSON. Replies without a body give undefined. */
export function write<Result = void>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const content =
    body === undefined
      ? { headers }
      : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
  return send<Result>(apiUrl(path), { method, ...content })
}

async function send<Result>(url: string, init: RequestInit): Promise<Result> {
  const reply = await fetch(url, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError({ status: 0, code: 'unreachable', detail: 'The server cannot be reached.' })
  })
  const text = await reply.text()
  if (reply.ok) return (text === '' ? undefined : JSON.parse(text)) as Result
  throw toError(reply, text)
}

function toError(reply: Response, text: string): ApiError {
  const retryAfter = Number(reply.headers.get('retry-after')) || null
  try {
    return new ApiError({ ...JSON.parse(text), status: reply.status, retryAfter })
  } catch {
    const detail = `The server answered ${reply.status} without saying why.`
    return new ApiError({ status: reply.status, code: 'unexpected_reply', detail, retryAfter })
  }
}
