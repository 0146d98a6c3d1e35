import fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
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

function serve(queries: Queries, engine = { isStoring: true }): FastifyInstance {
  const app = fastify()
  apps.push(app)
  registerHealthRoutes(app, { queries, catalogue: waymark.catalogue, engine })
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
    const reply = await serve(waymark.queries, { isStoring: false }).inject('/health/ready')
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({
      checks: { database: 'ok', engine: 'The database does not take what is to be stored.' },
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
