import type { FastifyInstance } from 'fastify'
import { newId } from '../../domain/ids.ts'
import type { Engine } from '../../engine/contract.ts'
import { traceOf } from '../request-trace.ts'
import { problems } from './problems.ts'
import type { Refuse } from './refuse.ts'

/** Makes an anonymous contact and tells its GUID, this once (docs/spec/xperience.md §1.3). */
export function registerContacts(
  app: FastifyInstance,
  { engine, now, refuse }: { engine: Engine; now: () => number; refuse: Refuse },
): void {
  app.post('/contacts', {
    // The body says nothing here. Whatever it calls itself is let through, also a type that is none.
    onRequest(request, _reply, done) {
      delete request.headers['content-type']
      done()
    },
    async handler(request, reply) {
      const at = now()
      const contact = newId(at)
      const outcome = await engine.accept({ type: 'createContact', api: 'xperience', contactId: contact, at })
      if (outcome.status === 'refused') return refuse(request, reply, problems.notStorable(outcome.message))
      const trace = traceOf(request)
      trace.contactId = contact
      trace.deviceId = contact
      return { contact }
    },
  })
}
