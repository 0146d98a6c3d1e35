import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Consent } from '../../catalogue/snapshot.ts'
import { newId, parseGuid } from '../../domain/ids.ts'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import type { Engine } from '../../engine/contract.ts'
import { findAgreement } from '../../engine/reads/agreement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { traceNamed } from '../request-trace.ts'
import { callerOf } from './authenticate.ts'
import { readJsonBody } from './json-body.ts'
import { listMemberNames, normaliseMemberNames } from './member-names.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'
import type { Refuse } from './refuse.ts'

interface Dependencies {
  readonly engine: Engine
  readonly queries: Queries
  readonly now: () => number
  readonly refuse: Refuse
}

interface Params {
  contact: string
  consent: string
}

/** Gives, revokes and checks the agreement of a contact to a consent (docs/spec/xperience.md §1.4, §1.5). */
export function registerAgreements(app: FastifyInstance, dependencies: Dependencies): void {
  const { engine, queries, now, refuse } = dependencies
  app.post<{ Params: Params }>('/contacts/:contact/consents/:consent', async (request, reply) => {
    const json = readJsonBody(request)
    if ('status' in json) return refuse(request, reply, json)
    const contactId = parseGuid(request.params.contact)
    if (contactId === null) return refuse(request, reply, problems.invalidContactId)
    const agreed = readAgree(json.value)
    if (typeof agreed !== 'boolean') return refuse(request, reply, agreed)
    const consent = findConsent(request)
    if (consent === undefined) return refuse(request, reply, problems.unknownConsent(request.params.consent))

    const at = now()
    const channelId = callerOf(request).channel.id
    const outcome = await engine.accept({
      type: 'agree',
      api: 'xperience',
      id: newId(at),
      contactId,
      freshId: newId(at),
      consentId: consent.id,
      channelId,
      agreed,
      at,
      requiredConsentId: null,
    })
    traceNamed(request, contactId, outcome.status === 'accepted' ? outcome.contactId : null)
    if (outcome.status === 'accepted') return sendNothing(reply)
    return refuse(
      request,
      reply,
      outcome.code === 'contact_not_found' ? problems.unknownContact : problems.notStorable(outcome.message),
    )
  })

  // The second is the address in the example of the vendor's older page.
  for (const url of ['/contacts/:contact/consents/:consent', '/:contact/consents/:consent']) {
    app.get<{ Params: Params }>(url, async (request, reply) => {
      const contactId = parseGuid(request.params.contact)
      if (contactId === null) return refuse(request, reply, problems.invalidContactId)
      const consent = findConsent(request)
      if (consent === undefined)
        return refuse(request, reply, problems.unknownConsent(request.params.consent))
      const state = await findAgreement(queries, contactId, consent.id)
      if (state === 'unknownContact') return refuse(request, reply, problems.unknownContact)
      traceNamed(request, contactId, contactId)
      const isAgreed = state === 'agreed'
      // The name of the newer documentation and client, and that of the older ones.
      return { isAgreed, agreed: isAgreed }
    })
  }
}

function findConsent(request: FastifyRequest<{ Params: Params }>): Consent | undefined {
  return callerOf(request).snapshot.consent(request.params.consent)
}

const memberNames = listMemberNames('agree')

function readAgree(value: JsonValue): boolean | Problem {
  const agree = isJsonObject(value) ? normaliseMemberNames(value, memberNames).agree : undefined
  return typeof agree === 'boolean'
    ? agree
    : problems.invalidBody({ agree: ['The member agree must be true or false.'] })
}

/** Clients take a reply for JSON unless its Content-Length is there and 0: a 204 has none. */
function sendNothing(reply: FastifyReply): FastifyReply {
  return reply.code(200).header('content-length', '0').send()
}
