import type { FastifyRequest } from 'fastify'
import type { RequestClient } from '../pipeline/processor.ts'

/** What a request says of the client that sent it. */
export function readClient({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): RequestClient {
  return {
    // A trusted proxy may name none, whatever Fastify's types say.
    address: ip ?? null,
    userAgent: headers['user-agent'] ?? null,
    referrer: headers.referer ?? null,
    languages: headers['accept-language'] ?? null,
  }
}
