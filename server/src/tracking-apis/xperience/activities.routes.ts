import type { FastifyInstance } from 'fastify'
import type { Engine } from '../../engine/contract.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import { readClient } from '../read-client.ts'
import { readActivitiesBody } from './activities-body.ts'
import { callerOf } from './authenticate.ts'
import { readJsonBody } from './json-body.ts'
import { logActivities } from './log-activities.ts'
import { sendProblem } from './problem.ts'
import { problems } from './problems.ts'

interface Dependencies {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly now: () => number
}

/** Logs activities of a contact: 207 with one result each (docs/spec/xperience.md §1.6). */
export function registerActivities(app: FastifyInstance, { engine, pipeline, now }: Dependencies): void {
  app.post('/activities', async (request, reply) => {
    const { snapshot, channel } = callerOf(request)
    const json = readJsonBody(request)
    if ('status' in json) return sendProblem(reply, json)
    const body = readActivitiesBody(json.value, json.mayBeFlawed)
    if ('status' in body) return sendProblem(reply, body)
    if (body.channel !== channel.guid) return sendProblem(reply, problems.wrongChannel)

    const results = await logActivities(engine, pipeline, {
      channel,
      contactId: body.contact,
      activities: body.activities,
      mayBeFlawed: json.mayBeFlawed,
      visitTimeoutMs: snapshot.settings['visit.timeoutMinutes'] * 60_000,
      receivedAt: now(),
      client: readClient(request),
    })
    if (results === null) return sendProblem(reply, problems.unknownContact)
    return reply.code(207).type('application/json; charset=utf-8').send(JSON.stringify({ results }))
  })
}
