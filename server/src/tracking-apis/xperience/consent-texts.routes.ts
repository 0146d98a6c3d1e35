import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callerOf } from './authenticate.ts'
import { findConsentText } from './consent-text.ts'
import { problems } from './problems.ts'
import type { Refuse } from './refuse.ts'

/** Tells the text of a consent in a language (docs/spec/xperience.md §1.2). */
export function registerConsentTexts(app: FastifyInstance, refuse: Refuse): void {
  app.get<{ Params: { consent: string } }>('/consents/:consent', (request, reply) => {
    const { snapshot, channel } = callerOf(request)
    const consent = snapshot.consent(request.params.consent)
    if (consent === undefined) return refuse(request, reply, problems.unknownConsent(request.params.consent))
    const { shortText, fullText } = findConsentText(snapshot, channel, consent, languageNameOf(request))
    const body = JSON.stringify({ shortText, fullText })
    const etag = `"${hash('sha256', body, 'hex').slice(0, 32)}"`
    // Clients keep this reply as long as they are allowed to.
    reply.headers({ etag, 'cache-control': 'private, max-age=60' })
    if (isNotModified(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(body)
  })
}

/** The query parameter `languageName`, in whatever case its name is; blank counts as missing. */
function languageNameOf(request: FastifyRequest): string | null {
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>)) {
    const text = Array.isArray(value) ? value[0] : value
    if (name.toLowerCase() === 'languagename' && text !== undefined && text.trim() !== '') return text.trim()
  }
  return null
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2). */
function isNotModified(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}
