import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Names one state of a thing (RFC 9110 §8.8.3): two states with the same contents have the same name. */
export function tagOf(contents: object): string {
  return `"${createHash('sha256').update(JSON.stringify(contents)).digest('base64url').slice(0, 22)}"`
}

/**
 * Refuses to write over what the client has not seen: `If-Match` names the state that it knows. Without that header, or with
 * `*`, whatever is there may change.
 */
export function requireMatch(request: FastifyRequest, tag: string): void {
  const wanted = request.headers['if-match']
  if (wanted === undefined || wanted.split(',').some((one) => [tag, '*'].includes(one.trim()))) return
  throw new Problem(
    'changed_meanwhile',
    'Somebody else has changed this meanwhile. Look at what it is now, and change it again.',
  )
}
