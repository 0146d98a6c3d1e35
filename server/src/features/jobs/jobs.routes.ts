import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { JobSchema, toJob } from '../shared/job.schemas.ts'
import { cancelJob, countJobs, findJob, type JobRow, readJobs } from '../shared/jobs.queries.ts'
import { countedPageSchema, countParameter, cutPage, pageParameters } from '../shared/pages.ts'
import { defineParameters } from '../shared/parameters.ts'
import { Problem } from '../shared/problem.ts'
import { rawDataRoles } from '../shared/raw-data-roles.ts'

const jobParameters = defineParameters({ ...pageParameters, count: countParameter })

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
        summary: 'List jobs',
        description: 'Running and over, newest first.',
        querystring: jobParameters.schema,
        response: { 200: countedPageSchema(JobSchema) },
      },
    },
    async (request) => {
      const keyOf = ({ created_at, id }: JobRow): TimeKey => [created_at.getTime(), id]
      const { limit, cursor, count } = jobParameters.read(request.query)
      const cursors = createCursors({ name: 'jobs', sort: '-createdAt', filters: null }, readTimeKey)
      const pageRequest = { limit, order: 'descending', position: cursors.read(cursor) } as const
      const [rows, total] = await Promise.all([
        readJobs(queries, pageRequest),
        count ? countJobs(queries) : null,
      ])
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      return { ...page, items: page.items.map(toJob), ...total }
    },
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
