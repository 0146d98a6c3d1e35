import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '../../engine/contract.ts'
import { traceOf } from '../request-trace.ts'
import type { Admissions, KeylessAdmission } from './admission.ts'
import { sendAccepted } from './reply.ts'
import { cookieAttributes, readVisitor, traceVisitor, writeVisitor } from './visitor.ts'

export interface FlushDeps {
  readonly admissions: Admissions
  readonly engine: Engine
  readonly now: () => number
  readonly publicUrl: string | null
}

/**
 * `POST|GET …/flush`: ends the visitor's open visits now, those of the key's channel or, without a key, all of this
 * device (docs/spec/sitecore.md §1.1, §2.3). Where nothing is open nothing happens, and nobody is created. Without a
 * required consent it does nothing, and says nothing of it; a flush without a key cannot know, and sets no cookie then.
 */
export function registerFlushRoutes(scope: FastifyInstance, deps: FlushDeps): void {
  const { admissions, engine, now, publicUrl } = deps

  scope.options('/flush', (request, reply) => admissions.answerPreflight(request, reply))
  // Answered before the body is read: neither its type nor what is in it matters, so neither can be wrong.
  scope.route({
    method: ['GET', 'POST'],
    url: '/flush',
    exposeHeadRoute: false,
    onRequest: flush,
    handler: (_request, reply) => reply,
  })

  async function flush(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const admission = admissions.admitWithoutKey(request, reply)
    return admission === null ? reply : endVisits(request, reply, admission)
  }

  async function endVisits(
    request: FastifyRequest,
    reply: FastifyReply,
    { snapshot, key }: KeylessAdmission,
  ): Promise<FastifyReply> {
    const visitor = readVisitor(request.headers)
    const trace = traceOf(request)
    traceVisitor(trace, visitor)
    if (visitor.id !== null) {
      const outcome = await engine.accept({
        type: 'endVisit',
        api: 'sitecore',
        contactId: visitor.id,
        channelId: key?.channel.id ?? null,
        at: now(),
        requiredConsentId: key?.channel.requireConsentId ?? null,
      })
      if (outcome.status === 'accepted') trace.contactId = outcome.contactId
      else trace.lacksConsent = true
      const renews =
        key !== null || snapshot.channels.every(({ requireConsentId }) => requireConsentId === null)
      if (renews && outcome.status === 'accepted' && outcome.contactId !== null) {
        writeVisitor(
          reply,
          visitor,
          outcome.deviceId,
          cookieAttributes(snapshot.settings, request, publicUrl),
        )
      }
    }
    return sendAccepted(reply.header('cache-control', 'no-store'), 0)
  }
}
