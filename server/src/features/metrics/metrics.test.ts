import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation, token } from '../../../test/support/reading.ts'
import { restingEngine } from '../../../test/support/resting-engine.ts'
import { openQueries } from '../../platform/database/queries.ts'
import { createFailureLimit } from '../../platform/limits/failure-limit.ts'
import { createMetrics, type Metrics } from '../../platform/metrics.ts'
import { registerMetricsRoutes } from '../metrics-api.ts'
import { answerWithProblems } from '../shared/refusals.ts'
import { describeServer } from './describe-server.ts'
import { createMetricsServer } from './metrics-server.ts'
import { describeEngine } from './observe-engine.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const apps: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

function serve(metrics: Metrics): FastifyInstance {
  const app = fastify()
  apps.push(app)
  answerWithProblems(app)
  registerMetricsRoutes(app, {
    metrics,
    catalogue: waymark.catalogue,
    failureLimit: createFailureLimit(Date.now),
  })
  return app
}

async function read(metrics: Metrics): Promise<Map<string, number>> {
  const lines = (await metrics.render()).split('\n').filter((line) => line.startsWith('waymark_'))
  return new Map(lines.map((line) => [line.split(/[ {]/)[0] ?? '', Number(line.split(' ').at(-1))]))
}

describe('/metrics on the port of everything else', () => {
  test.each([
    ['no token', {}, 'token_missing'],
    ['an unknown token', { authorization: 'Bearer nonsense' }, 'token_unknown'],
    ['no token, from a local peer', { 'x-forwarded-for': '127.0.0.1' }, 'token_missing'],
  ])('is 401 with %s', async (_what, headers, code) => {
    const reply = await serve(createMetrics()).inject({ url: '/metrics', headers })
    expect([reply.statusCode, reply.json().code]).toEqual([401, code])
    expect(reply.headers['www-authenticate']).toBe('Bearer')
  })

  test('is the text format of Prometheus for a token of the management API', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const reply = await serve(createMetrics()).inject({ url: '/metrics', headers })
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(reply.body).toMatch(/^process_resident_memory_bytes \d+$/m)
  })
})

describe('/metrics on a port of its own', () => {
  test('needs no token, and nothing else is there', async () => {
    const server = createMetricsServer(createMetrics())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const reply = await fetch(`${address}/metrics?x=1`)
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await reply.text()).toContain('process_resident_memory_bytes')
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/health/live'],
      ['POST', '/metrics'],
    ] as const) {
      expect((await fetch(address + path, { method })).status).toBe(404)
    }
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('what metrics tell', () => {
  const describeTo = (metrics: Metrics, queries = waymark.queries) => {
    const { catalogue, app } = waymark
    const server = app.server
    describeServer(metrics, { queries, catalogue, server, version: '1.2.3', dataFolder: '/', now: Date.now })
  }

  test('is how large the database is, about how much is in it, and how much room there is', async () => {
    const contact = await waymark.createContact('xperience', '2026-03-01T10:00:00Z')
    await waymark.act(contact, [{ what: 'pagevisit', at: '2026-03-01T10:00:00Z' }])
    await sql`ANALYZE`.execute(waymark.queries)
    const metrics = createMetrics()
    describeTo(metrics)
    const values = await read(metrics)
    expect(values.get('waymark_database_up')).toBe(1)
    expect(values.get('waymark_database_size_bytes')).toBeGreaterThan(1e6)
    expect(values.get('waymark_contacts')).toBe(1)
    expect(values.get('waymark_activities')).toBe(1)
    expect(values.get('waymark_visits')).toBe(1)
    expect(values.get('waymark_database_connections')).toBeGreaterThan(1)
    expect(values.get('waymark_disk_free_bytes')).toBeGreaterThan(0)
    expect(values.get('waymark_catalogue_version')).toBe(waymark.catalogue.snapshot.version)
    expect(await metrics.render()).toContain(
      `waymark_build_info{version="1.2.3",node="${process.version}"} 1`,
    )
  })

  test('lacks what only the database knows while it is away, and does not wait for it', async () => {
    const queries = openQueries({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
    const metrics = createMetrics()
    describeTo(metrics, queries)
    const values = await read(metrics)
    await queries.destroy()
    expect(values.get('waymark_database_up')).toBe(0)
    expect(values.has('waymark_contacts')).toBe(false)
    expect(values.has('waymark_http_connections')).toBe(true)
  })

  test('is asked of the database once in 30 seconds, however often somebody scrapes', async () => {
    let asked = 0
    let time = 0
    const queries = waymark.queries.withPlugin({
      transformQuery: ({ node }) => {
        asked++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const metrics = createMetrics()
    const { catalogue, app } = waymark
    describeServer(metrics, {
      queries,
      catalogue,
      server: app.server,
      version: '',
      dataFolder: null,
      now: () => time,
    })
    await metrics.render()
    time += 29_999
    await metrics.render()
    expect(asked).toBe(1)
    time += 1
    await metrics.render()
    expect(asked).toBe(2)
  })

  test('is how full the queue is', async () => {
    const metrics = createMetrics()
    describeEngine(metrics, {
      ...restingEngine,
      isStoring: false,
      queue: { commands: 7, drafts: 9 },
      lanes: { all: 2, down: 1 },
    })
    expect(Object.fromEntries(await read(metrics))).toEqual({
      waymark_queue_commands: 7,
      waymark_queue_commands_limit: 20_000,
      waymark_queue_drafts: 9,
      waymark_queue_drafts_limit: 100_000,
      waymark_lanes: 2,
      waymark_lanes_down: 1,
      waymark_storing: 0,
    })
  })
})
