import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Catalogue, Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Engine } from '../../engine/contract.ts'
import { cookieAttributes, readVisitor, writeVisitor } from './visitor.ts'
import { visitorIdentificationScript } from './visitor-identification.script.ts'

export interface VisitorIdentificationDeps {
  readonly engine: Engine
  readonly catalogue: Catalogue
  readonly publicUrl: string | null
}

/** Where JSS apps look for them: at the root, whatever the base path of the tracking service is. */
export const visitorIdentificationPrefix = '/layouts/system'
const SCRIPT = '/VisitorIdentification.js'
const SIGNS = ['/VisitorIdentificationCSS.aspx', '/VIChecker.aspx'] as const
export const visitorIdentificationMethods = Object.fromEntries([SCRIPT, ...SIGNS].map((url) => [url, 'GET']))

/**
 * The vendor's human detection (docs/spec/sitecore.md §1.8): a script that pages carry, and the two style sheets that it
 * asks for once somebody moves a mouse or touches the screen. They need no key, are no page views, and make nobody.
 */
export function registerVisitorIdentificationRoutes(
  scope: FastifyInstance,
  { engine, catalogue, publicUrl }: VisitorIdentificationDeps,
): void {
  scope.route({
    method: 'GET',
    url: SCRIPT,
    exposeHeadRoute: false,
    handler: (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
        .send(visitorIdentificationScript),
  })
  for (const url of SIGNS) {
    scope.route({ method: 'GET', url, exposeHeadRoute: false, handler: takeSign })
  }

  /** Only the cookie names who it is: where there was none, none is set. */
  async function takeSign(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { snapshot } = catalogue
    const visitor = readVisitor(request.headers)
    if (visitor.id !== null && visitor.sentCookie && (await markHuman(visitor.id, snapshot))) {
      const attributes = cookieAttributes(snapshot.settings, request, publicUrl)
      writeVisitor(reply, { ...visitor, flag: 'True' }, visitor.id, attributes)
    }
    return reply
      .type('text/css; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      .send('')
  }

  /** Whether the visitor is known and may be noted. The page names no channel: one consent that any channel requires
   * is enough, and where none does none is asked for. */
  async function markHuman(contactId: Uuid, { channels }: Snapshot): Promise<boolean> {
    const required = new Set(channels.flatMap(({ requireConsentId }) => requireConsentId ?? []))
    for (const requiredConsentId of required.size === 0 ? [null] : required) {
      const outcome = await engine.accept({ type: 'markHuman', contactId, requiredConsentId })
      if (outcome.status === 'accepted') return outcome.contactId !== null
    }
    return false
  }
}
