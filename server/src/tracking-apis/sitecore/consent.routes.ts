import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Channel, Consent, Snapshot } from '../../catalogue/snapshot.ts'
import type { CommandOutcome } from '../../domain/command.ts'
import { newId } from '../../domain/ids.ts'
import type { Engine } from '../../engine/contract.ts'
import { traceOf } from '../request-trace.ts'
import { type Admissions, admissionOf } from './admission.ts'
import { writeChoice } from './consent-cookie.ts'
import { readConsentName } from './consent-name.ts'
import { type Refusal, refusals, refuseConsent } from './refusals.ts'
import { sendConsentStored } from './reply.ts'
import type { RefusalReporter } from './report-refusals.ts'
import {
  cookieAttributes,
  forgetVisitor,
  readVisitor,
  siteAttributes,
  traceVisitor,
  type Visitor,
  writeVisitor,
} from './visitor.ts'

export interface ConsentDeps {
  readonly admissions: Admissions
  readonly reporter: RefusalReporter
  readonly engine: Engine
  readonly now: () => number
  readonly publicUrl: string | null
}

/** `POST …/give` and `…/revoke`: what the visitor of a browser says of a consent (docs/spec/sitecore.md §2.7). */
export function registerConsentRoutes(scope: FastifyInstance, deps: ConsentDeps): void {
  const { admissions, reporter, engine, now, publicUrl } = deps

  for (const [url, agreed] of [
    ['/give', true],
    ['/revoke', false],
  ] as const) {
    scope.options(url, (request, reply) => admissions.answerPreflight(request, reply))
    scope.route({
      method: 'POST',
      url,
      onRequest: admissions.admit,
      handler: (request, reply) => answer(request, reply, agreed),
    })
  }

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    agreed: boolean,
  ): Promise<FastifyReply> {
    const { snapshot, key } = admissionOf(request)
    const { channel } = key
    const reading = readConsentName(request)
    if (!reading.ok) return reporter.refuse(reply, key, reading.refusal, request.body)
    const consent = findConsent(snapshot, channel, reading.name)
    if ('status' in consent) return reporter.refuse(reply, key, consent, request.body)

    const visitor = readVisitor(request.headers)
    const trace = traceOf(request)
    traceVisitor(trace, visitor)
    const outcome = await say(agreed, consent, visitor, channel)
    if (outcome.status === 'refused') {
      const { code, message } = outcome
      const refusal =
        code === 'consent_required' ? refusals.otherConsentRequired : { status: 400, code, message }
      return reporter.refuse(reply, key, refusal, request.body)
    }
    trace.contactId = outcome.contactId
    trace.deviceId = agreed ? outcome.deviceId : null
    const site = siteAttributes(snapshot.settings, request, publicUrl)
    if (agreed) {
      writeVisitor(reply, visitor, outcome.deviceId, cookieAttributes(snapshot.settings, request, publicUrl))
    } else if (isAboutTracking(consent, channel)) {
      forgetVisitor(reply, visitor, site)
    }
    if (isAboutTracking(consent, channel)) {
      writeChoice(reply, request.headers, channel.codeName, agreed, site)
    }
    return sendConsentStored(reply, consent.name, agreed)
  }

  /** Resolves when it is stored; from then on it holds for whatever comes. */
  async function say(
    agreed: boolean,
    consent: Consent,
    visitor: Visitor,
    channel: Channel,
  ): Promise<CommandOutcome> {
    const at = now()
    const freshId = newId(at)
    const contactId = visitor.id ?? freshId
    if (!agreed && visitor.id === null) return { status: 'accepted', contactId: null, deviceId: contactId }
    const said = engine.accept({
      type: 'agree',
      api: 'sitecore',
      id: newId(at),
      contactId,
      freshId,
      consentId: consent.id,
      channelId: channel.id,
      agreed,
      at,
      requiredConsentId: isAboutTracking(consent, channel) ? null : channel.requireConsentId,
    })
    if (agreed || !isAboutTracking(consent, channel)) return said
    // Commands of one contact run in their order: both go into the same batch.
    const ended = engine.accept({
      type: 'endVisit',
      api: 'sitecore',
      contactId,
      channelId: channel.id,
      at,
      requiredConsentId: null,
    })
    const [outcome] = await Promise.all([said, ended])
    return outcome
  }
}

/** The one that is named, else the one that the channel requires. */
function findConsent(snapshot: Snapshot, channel: Channel, name: string | null): Consent | Refusal {
  if (name !== null) return snapshot.consent(name) ?? refuseConsent(name)
  if (channel.requireConsentId === null) return refusals.consentNotNamed
  return snapshot.consentById(channel.requireConsentId) ?? refusals.consentNotNamed
}

/** Where a channel requires a consent, others say nothing of whether the visitor may be tracked there. */
function isAboutTracking({ id }: Consent, { requireConsentId }: Channel): boolean {
  return requireConsentId === null || requireConsentId === id
}
