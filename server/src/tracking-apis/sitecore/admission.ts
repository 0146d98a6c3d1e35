import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey, Catalogue, Snapshot } from '../../catalogue/snapshot.ts'
import { readApiKey } from './api-key.ts'
import type { Cors } from './cors.ts'
import { keyRefusals, refusals } from './refusals.ts'
import { sendRefusal } from './reply.ts'

/** Under whose key a request runs, and on which state of the catalogue all of it is judged. */
export interface Admission {
  readonly snapshot: Snapshot
  readonly key: ApiKey
}

export interface KeylessAdmission {
  readonly snapshot: Snapshot
  readonly key: ApiKey | null
}

/** Judges key and origin; null when the request was refused, and answered. */
export interface Admissions {
  /** For `/event`: a valid key is needed. */
  admit(request: FastifyRequest, reply: FastifyReply): Admission | null
  /** For `/flush`: a key is optional, one that is given must be valid. */
  admitWithoutKey(request: FastifyRequest, reply: FastifyReply): KeylessAdmission | null
  /** For OPTIONS: a key that is not valid is like none, so that the page can read why its POST is refused. */
  answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

export function createAdmissions(catalogue: Catalogue, cors: Cors): Admissions {
  function admit(request: FastifyRequest, reply: FastifyReply): Admission | null {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    if (reading.status === 'valid') return judgeOrigin(request, reply, { snapshot, key: reading.key })
    cors.admitIfListed(request, reply, snapshot)
    sendRefusal(reply, reading.status === 'missing' ? keyRefusals.missing : reading.refusal)
    return null
  }

  function admitWithoutKey(request: FastifyRequest, reply: FastifyReply): KeylessAdmission | null {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    if (reading.status === 'valid') return judgeOrigin(request, reply, { snapshot, key: reading.key })
    cors.admitIfListed(request, reply, snapshot)
    if (reading.status === 'missing') return { snapshot, key: null }
    sendRefusal(reply, reading.refusal)
    return null
  }

  function judgeOrigin(request: FastifyRequest, reply: FastifyReply, admission: Admission): Admission | null {
    if (cors.admit(request, reply, admission.key)) return admission
    sendRefusal(reply, refusals.originNotAllowed)
    return null
  }

  function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    return cors.answerPreflight(request, reply, reading.status === 'valid' ? reading.key : null, snapshot)
  }

  return { admit, admitWithoutKey, answerPreflight }
}
