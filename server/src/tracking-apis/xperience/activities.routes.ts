import type { FastifyInstance } from 'fastify'
import type { RequestRecorder } from '../../domain/answered-request.ts'
import type { Engine } from '../../engine/contract.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { Intake } from '../intake.ts'
import { readClient } from '../read-client.ts'
import { traceNamed } from '../request-trace.ts'
import { readActivitiesBody } from './activities-body.ts'
import { callerOf } from './authenticate.ts'
import { readJsonBody } from './json-body.ts'
import { type ActivitiesToLog, logActivities } from './log-activities.ts'
import { problems } from './problems.ts'
import type { Refuse, ReportActivity } from './refuse.ts'

interface Dependencies {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly now: () => number
  readonly intake: Intake
  readonly refuse: Refuse
  readonly reportActivity: ReportActivity
  readonly recorder: RequestRecorder
}

/** Logs activities of a contact: 207 with one result each (docs/spec/xperience.md §1.6). */
export function registerActivities(app: FastifyInstance, dependencies: Dependencies): void {
  const { engine, pipeline, now, intake, refuse, reportActivity, recorder } = dependencies
  app.post('/activities', async (request, reply) => {
    const { snapshot, channel } = callerOf(request)
    const json = readJsonBody(request)
    if ('status' in json) return refuse(request, reply, json)
    const body = readActivitiesBody(json.value, json.mayBeFlawed)
    if ('status' in body) return refuse(request, reply, body)
    if (body.channel !== channel.guid) return refuse(request, reply, problems.wrongChannel)

    const trace = traceNamed(request, body.contact, null)
    if (recorder.isWatched) trace.steps = []
    const receivedAt = now()
    trace.receivedAt = receivedAt
    const toLog: ActivitiesToLog = {
      requestId: request.id,
      trace,
      channel,
      contactId: body.contact,
      activities: body.activities,
      mayBeFlawed: json.mayBeFlawed,
      visitTimeoutMs: snapshot.settings['visit.timeoutMinutes'] * 60_000,
      receivedAt,
      client: readClient(request),
      reportRefused: (activity, reason) => reportActivity(request, body.contact, reason, activity),
    }
    const results = await intake.handle(request, body.activities.length, () =>
      logActivities(engine, pipeline, toLog),
    )
    if (results === null) return refuse(request, reply, problems.unknownContact)
    trace.items = results.length
    trace.isEmpty = results.length === 0
    return reply.code(207).type('application/json; charset=utf-8').send(JSON.stringify({ results }))
  })
}
