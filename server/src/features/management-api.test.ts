import fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation, token } from '../../test/support/reading.ts'
import { restingDemo } from '../../test/support/resting-demo.ts'
import { restingReplays } from '../../test/support/resting-replays.ts'
import type { Engine, EngineHealth } from '../engine/contract.ts'
import { openQueries } from '../platform/database/queries.ts'
import { createFailureLimit } from '../platform/limits/failure-limit.ts'
import { openLive } from './live/open-live.ts'
import { managementApi } from './management-api.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const noEngine: Engine & EngineHealth = {
  accept: () => Promise.reject(new Error('Nothing is to be stored.')),
  close: async () => {},
  isStoring: true,
  queue: { commands: 0, drafts: 0 },
  queueLimits: { commands: 0, drafts: 0 },
  lanes: { all: 0, down: 0 },
}

const paths = [
  '/api/v1/contacts',
  '/api/v1/contacts/a3f4bc8b-6d84-454f-8215-000000000000',
  '/api/v1/contacts/a3f4bc8b-6d84-454f-8215-000000000000/visits',
  '/api/v1/contacts/a3f4bc8b-6d84-454f-8215-000000000000/timeline',
  '/api/v1/activities',
]

describe('A path of the management API', () => {
  test.each(['/api', '/api/v1', '/api/v1/nothing', '/api/v2/contacts', '/api/v1/contacts/1/2/3'])(
    'that does not exist is answered 404 without a key: %s',
    async (url) => {
      for (const method of ['GET', 'POST', 'DELETE'] as const) {
        const reply = await waymark.app.inject({
          url,
          method,
          payload: '{',
          headers: { 'content-type': 'text/odd' },
        })
        expect(reply.statusCode).toBe(404)
        expect(reply.headers['content-type']).toMatch('application/problem+json')
        expect(reply.json()).toMatchObject({ status: 404, title: 'Not Found', code: 'not_found' })
      }
    },
  )

  test.each(paths)(
    'answers 405 with Allow to a method that it does not have, without a key: %s',
    async (url) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
        const reply = await waymark.app.inject({
          url,
          method,
          payload: '{',
          headers: { 'content-type': 'text/odd' },
        })
        expect(reply.statusCode).toBe(405)
        expect(reply.headers.allow).toBe('GET, HEAD')
        expect(reply.json().code).toBe('method_not_allowed')
      }
    },
  )

  test.each(paths)('needs a token: %s', async (url) => {
    expect((await waymark.app.inject({ url })).statusCode).toBe(401)
  })

  test('is the same in any case and with a slash at the end', async () => {
    expect(
      (await waymark.app.inject({ url: '/API/V1/Contacts/', headers: { authorization: `Bearer ${token}` } }))
        .statusCode,
    ).toBe(200)
  })

  test('answers HEAD as GET, without the body', async () => {
    const reply = await waymark.app.inject({
      method: 'HEAD',
      url: paths[0] ?? '',
      headers: { authorization: `Bearer ${token}` },
    })
    expect([reply.statusCode, reply.body]).toEqual([200, ''])
  })

  test.each(['?limit=x', '?cursor=x', '?cursor=W10', '?wrong=1', '?limit=1&limit=2'])(
    'refuses parameters that it cannot read: %s',
    async (query) => {
      for (const url of ['/api/v1/contacts', '/api/v1/activities']) {
        const reply = await waymark.get(url + query)
        expect(reply.statusCode).toBe(400)
        expect(reply.json().code).toMatch(/^invalid_(parameter|cursor)$/)
      }
    },
  )
})

describe('When the database', () => {
  const apps: FastifyInstance[] = []
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()))
  })

  test('is away, a request is answered 503 and told when to try again', async () => {
    const queries = openQueries({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
    const app = fastify()
    apps.push(app)
    await app.register(
      managementApi({
        queries,
        engine: noEngine,
        live: openLive({ queries, logger: pino({ enabled: false }), now: Date.now }),
        rejected: restingReplays,
        catalogue: waymark.catalogue,
        now: Date.now,
        failureLimit: createFailureLimit(Date.now),
        version: '0.0.0',
        sitecorePath: '/s',
        publicUrl: null,
        demo: restingDemo,
      }),
    )
    for (const url of [
      '/api/v1/contacts',
      '/api/v1/contacts?search=ada',
      '/api/v1/activities',
      ...paths.slice(1, 4),
    ]) {
      const reply = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
      expect(reply.statusCode).toBe(503)
      expect(reply.headers['retry-after']).toBe('2')
      expect(reply.json()).toMatchObject({ code: 'database_unavailable', requestId: expect.any(String) })
    }
    await queries.destroy()
  })
})

test('A defect is answered 500 with an id for the log and nothing of what went wrong', async () => {
  const lines: string[] = []
  const app = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } })
  const catalogue = {
    ...waymark.catalogue,
    get snapshot(): never {
      throw new Error('secret detail')
    },
  }
  const live = openLive({ queries: waymark.queries, logger: pino({ enabled: false }), now: Date.now })
  await app.register(
    managementApi({
      queries: waymark.queries,
      engine: noEngine,
      live,
      rejected: restingReplays,
      catalogue,
      now: Date.now,
      failureLimit: createFailureLimit(Date.now),
      version: '0.0.0',
      sitecorePath: '/s',
      publicUrl: null,
      demo: restingDemo,
    }),
  )
  const reply = await app.inject({ url: '/api/v1/contacts', headers: { authorization: `Bearer ${token}` } })
  await app.close()
  await live.close()
  expect(reply.statusCode).toBe(500)
  expect(reply.json()).toMatchObject({ code: 'internal_error', requestId: expect.any(String) })
  expect(reply.body).not.toContain('secret')
  const logged = lines.find((line) => line.includes(reply.json().requestId) && line.includes('failed'))
  expect(logged).toContain('frames')
  expect(logged).not.toContain('secret detail')
})
