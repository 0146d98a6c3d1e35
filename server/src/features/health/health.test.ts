import fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import { restingEngine } from '../../../test/support/resting-engine.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { registerHealthRoutes } from './health.routes.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const apps: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

function serve(queries: Queries, engine = restingEngine): FastifyInstance {
  const app = fastify()
  apps.push(app)
  registerHealthRoutes(app, { queries, catalogue: waymark.catalogue, engine, dataFolder: null })
  return app
}

describe('/health/live', () => {
  test('is 200 as long as the process answers', async () => {
    const reply = await serve(waymark.queries).inject('/health/live')
    expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'live' }])
  })
})

describe('/health/ready', () => {
  test('is 200 when database, migrations and catalogue are there', async () => {
    const reply = await serve(waymark.queries).inject('/health/ready')
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', migrations: 'ok', catalogue: 'ok', engine: 'ok' },
      warnings: {},
    })
  })

  test('is 503 with the reason while the database is away', async () => {
    const queries = openQueries({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
    const reply = await serve(queries).inject('/health/ready')
    await queries.destroy()
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({
      status: 'unavailable',
      checks: { database: 'The database does not answer.' },
    })
  })

  test('is 503 while the database answers but does not take what is to be stored', async () => {
    const reply = await serve(waymark.queries, { ...restingEngine, isStoring: false }).inject('/health/ready')
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({
      checks: { database: 'ok', engine: 'The database does not take what is to be stored.' },
    })
  })

  test('says how many lanes have lost the database', async () => {
    const engine = { ...restingEngine, isStoring: false, lanes: { all: 4, down: 3 } }
    const reply = await serve(waymark.queries, engine).inject('/health/ready')
    expect(reply.statusCode).toBe(503)
    expect(reply.json().checks.engine).toContain('3 of 4 lanes')
  })

  test('stays 200 while the queue is nearly full, and warns of it', async () => {
    const engine = { ...restingEngine, queue: { commands: 16_000, drafts: 20_000 } }
    const reply = await serve(waymark.queries, engine).inject('/health/ready')
    expect(reply.statusCode).toBe(200)
    expect(reply.json().warnings).toEqual({
      queue: '80 % of what may wait to be stored is waiting: at 100 % requests get 503.',
    })
  })

  test('is 503 and names the migrations that are missing', async () => {
    await sql`UPDATE schema_migrations SET name = 'x' || name WHERE name = '0002_visitors'`.execute(
      waymark.queries,
    )
    const reply = await serve(waymark.queries).inject('/health/ready')
    await sql`UPDATE schema_migrations SET name = '0002_visitors' WHERE name = 'x0002_visitors'`.execute(
      waymark.queries,
    )
    expect(reply.statusCode).toBe(503)
    expect(reply.json().checks.migrations).toContain('0002_visitors')
  })

  test('brings a catalogue up to date that has missed a change', async () => {
    await sql`UPDATE installation SET catalogue_version = catalogue_version + 1`.execute(waymark.queries)
    expect((await serve(waymark.queries).inject('/health/ready')).statusCode).toBe(200)
  })
})
