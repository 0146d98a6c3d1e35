import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { JobSchema, JobsSchema, toJob } from '../shared/job.schemas.ts'
import { cancelJob, findJob, type JobRow, readNewestJobs } from '../shared/jobs.queries.ts'
import { Problem } from '../shared/problem.ts'
import { rawDataRoles } from '../shared/raw-data-roles.ts'

const NEWEST = 20

const pathSchema = Type.Object({ id: Type.String({ description: 'The id that its beginning answered.' }) })

export function registerJobRoutes(app: FastifyInstance, { queries }: { queries: Queries }): void {
  const about = { tags: ['Jobs'], params: pathSchema }

  app.get(
    '/jobs',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags: ['Jobs'],
        operationId: 'listJobs',
        summary: 'List the newest jobs',
        description: `The newest ${NEWEST}, running and over.`,
        response: { 200: JobsSchema },
      },
    },
    async () => ({ items: (await readNewestJobs(queries, NEWEST)).map(toJob) }),
  )

  app.get(
    '/jobs/:id',
    {
      config: { roles: rawDataRoles },
      schema: {
        ...about,
        operationId: 'getJob',
        summary: 'See how far a job is',
        description: 'Ask again while it is `running`. It goes on after a restart of the server.',
        response: { 200: JobSchema },
      },
    },
    async (request) => toJob(await readJob(queries, readId(request.params))),
  )

  app.post(
    '/jobs/:id/cancel',
    {
      config: { roles: rawDataRoles },
      schema: {
        ...about,
        operationId: 'cancelJob',
        summary: 'End a job early',
        description:
          'What is under way is finished, and what is done stays. One that is over stays as it is.',
        response: { 200: JobSchema },
      },
    },
    async (request) => {
      const id = readId(request.params)
      await cancelJob(queries, id)
      return toJob(await readJob(queries, id))
    },
  )
}

function readId(params: unknown): Uuid {
  const id = parseGuid((params as { id: string }).id)
  if (id === null) throw jobNotFound()
  return id
}

async function readJob(queries: Queries, id: Uuid): Promise<JobRow> {
  const job = await findJob(queries, id)
  if (job === null) throw jobNotFound()
  return job
}

function jobNotFound(): Problem {
  return new Problem('job_not_found', 'There is no job with this id. Jobs are forgotten after 90 days.')
}
