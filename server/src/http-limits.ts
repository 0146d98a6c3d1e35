import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyHttpOptions } from 'fastify'

/** How long clients may take, in milliseconds (docs/spec/waymark.md §8). */
export interface HttpLimits {
  /** For the headers of a request to arrive. */
  readonly headers: number
  /** For all of a request to arrive. */
  readonly request: number
  /** Without anything moving, amid a request or a reply. */
  readonly stalled: number
  /** How often the first two are looked at. */
  readonly check: number
}

export const httpLimits: HttpLimits = { headers: 10_000, request: 30_000, stalled: 60_000, check: 5_000 }

/** The options of Fastify that hold clients to them, and answer what is no request. */
export function holdClients(limits: HttpLimits) {
  return {
    requestTimeout: limits.request,
    connectionTimeout: limits.stalled,
    http: { headersTimeout: limits.headers, connectionsCheckingInterval: limits.check },
    clientErrorHandler: answerNoRequest,
  } satisfies FastifyHttpOptions<Server>
}

const refusals: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The headers of the request are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    413,
    'body_too_large',
    'The chunk extensions of the request are too large.',
  ],
}
const unreadable = [400, 'bad_request', 'This is no request that can be read.'] as const

/** What Node could not read as a request has no route, and so no manners but these; nothing is known to follow it. */
function answerNoRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const [status, code, detail] = refusals[error.code ?? ''] ?? unreadable
    const title = STATUS_CODES[status]
    const body = JSON.stringify({ type: 'about:blank', title, status, code, detail })
    socket.write(
      `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  socket.destroy()
}
