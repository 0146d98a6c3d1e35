import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { type Live, openLive } from '../src/features/live/open-live.ts'
import { bytesOf } from '../src/features/live/request-log.ts'
import { httpLimits } from '../src/http-limits.ts'
import { readConfig } from '../src/platform/config.ts'
import { createMetrics } from '../src/platform/metrics.ts'
import { createClientRecogniser } from '../src/platform/recognition/recognise-client.ts'
import { createPipelinesWith } from './support/pipeline.ts'
import { openReadingInstallation, type ReadingInstallation } from './support/reading.ts'
import { restingDemo } from './support/resting-demo.ts'
import { restingEngine } from './support/resting-engine.ts'
import { restingReplays } from './support/resting-replays.ts'

let waymark: ReadingInstallation
let app: FastifyInstance
let live: Live
beforeAll(async () => {
  waymark = await openReadingInstallation()
  const logger = pino({ level: 'silent' })
  live = openLive({ queries: waymark.queries, logger, now: Date.now })
  app = await createApp({
    config: readConfig({}, '/'),
    logger,
    metrics: createMetrics(),
    catalogue: waymark.catalogue,
    engine: {
      accept: () => Promise.reject(new Error('Nothing is to be stored here.')),
      ...restingEngine,
      close: async () => {},
    },
    pipelines: createPipelinesWith([], waymark.catalogue),
    queries: waymark.queries,
    now: Date.now,
    recogniseClient: createClientRecogniser(() => null),
    reportRejected: () => {},
    live,
    rejected: restingReplays,
    demo: restingDemo,
    limits: httpLimits,
  })
})
afterAll(async () => {
  await app.close()
  await live.close()
  await waymark.close()
})

describe('The whole server', () => {
  test.each(['/', '/health/live', '/health/ready', '/api/openapi.json', '/api/docs', '/api/docs/scalar.js'])(
    'answers 405 with Allow to a method that a path of its own does not have: %s',
    async (url) => {
      const reply = await app.inject({ method: 'POST', url, payload: '{' })
      expect(reply.statusCode).toBe(405)
      expect(reply.headers.allow).toBe('GET, HEAD')
      expect(reply.json().code).toBe('method_not_allowed')
    },
  )

  test.each(['/sitecore/api/jss/track/event', '/Kentico.Tracking/activities', '/api/v1/contacts', '/'])(
    'answers 405 with Allow to methods that hardly anybody knows, too: %s',
    async (url) => {
      for (const method of ['PROPFIND', 'TRACE', 'PURGE'] as const) {
        const reply = await app.inject({ method: method as 'GET', url })
        expect([method, reply.statusCode, typeof reply.headers.allow]).toEqual([method, 405, 'string'])
      }
    },
  )

  test('knows a method that hardly anybody knows by its name all the same', async () => {
    const before = live.log.sequence
    await app.inject({ method: 'PROPFIND' as 'GET', url: '/Kentico.Tracking/activities' })
    const [place] = live.log.find(before, () => true)
    expect(place && bytesOf(place).toString()).toContain('\0PROPFIND\0/Kentico.Tracking/activities\0')
  })

  test('answers 404 to such a method at a path that is not there', async () => {
    const reply = await app.inject({ method: 'PROPFIND' as 'GET', url: '/nothing' })
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found'])
  })

  test.each(['/nothing', '/nothing', '/healthy', '/Kentico'])(
    'answers 404 with a problem to an unknown path: %s',
    async (url) => {
      const reply = await app.inject({
        method: 'POST',
        url,
        payload: '{',
        headers: { 'content-type': 'application/json' },
      })
      expect(reply.statusCode).toBe(404)
      expect(reply.json().code).toBe('not_found')
    },
  )

  test.each(['/api/v1/contacts/%zz', '/%c0', '/api/v1/%'])(
    'answers 400 to an address that cannot be read: %s',
    async (url) => {
      const reply = await app.inject({ url })
      expect(reply.statusCode).toBe(400)
      expect(reply.headers['content-type']).toMatch('application/problem+json')
      expect(reply.json().code).toBe('bad_request')
    },
  )

  test('serves every path that its OpenAPI document describes', async () => {
    const { paths } = (await app.inject('/api/openapi.json')).json()
    for (const [path, operations] of Object.entries<object>(paths)) {
      const url = path.replaceAll(/\{\w+\}/g, 'a3f4bc8b-6d84-454f-8215-000000000000')
      for (const method of Object.keys(operations)) {
        const reply = await app.inject({ method: method.toUpperCase() as 'GET', url })
        // Keys come first everywhere but on a flush, which needs none and finds nobody.
        expect([path, method, reply.statusCode]).not.toEqual([path, method, 404])
        expect([path, method, reply.statusCode]).not.toEqual([path, method, 405])
      }
    }
  })
})
