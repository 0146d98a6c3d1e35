import { once } from 'node:events'
import { get } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { loadSnapshot } from '../../../catalogue/load-snapshot.ts'
import { openQueries, type Queries } from '../../../platform/database/queries.ts'
import { answerWithProblems } from '../refusals.ts'
import type { ExportFormat } from './export-columns.ts'
import { createExports } from './exports.ts'

interface Item {
  readonly n: number
  readonly text: string
}

const ROWS = 120_000
const PART = 1_000
let database: TestDatabase
let queries: Queries
let app: FastifyInstance
let url: string
/** What the export that is read at the moment has asked for. */
let parts: number

beforeAll(async () => {
  database = await createTestDatabase()
  queries = openQueries(database.connection)
  await sql`CREATE TABLE many AS SELECT n, repeat('x', 200) AS text FROM generate_series(1, ${sql.lit(ROWS)}) AS n`.execute(
    queries,
  )
  await sql`CREATE INDEX ON many (n)`.execute(queries)
  app = fastify()
  answerWithProblems(app)
  const now = () => Date.parse('2026-03-02T23:59:00Z')
  const catalogue = { snapshot: await loadSnapshot(queries, pino({ level: 'silent' })) }
  const patient = createExports({ queries, catalogue, now })
  const impatient = createExports({ queries, catalogue, now, patienceMs: 100 })
  app.get<{ Querystring: { format?: ExportFormat; rows?: number; fail?: string; impatient?: true } }>(
    '/many',
    async (request, reply) => {
      const { format = 'csv', rows = ROWS, fail } = request.query
      const exports = request.query.impatient ? impatient : patient
      parts = 0
      return exports.send<Item, number>(reply, {
        name: 'many',
        format,
        headings: 'names',
        columns: [
          { name: 'n', value: ({ n }) => n },
          { name: 'text', value: ({ text }) => text },
        ],
        async readPart(connection, after) {
          parts++
          if (fail === 'sleep' && parts > 1) await sql`SELECT pg_sleep(60)`.execute(connection)
          if (fail === 'first' || (fail === 'later' && parts > 3)) await sql`SELECT 1 / 0`.execute(connection)
          const read = await sql<Item>`
          SELECT n, text FROM many WHERE n > ${after ?? 0} AND n <= ${Number(rows)} ORDER BY n LIMIT ${PART}`.execute(
            connection,
          )
          const next = read.rows.length === PART ? (read.rows.at(-1)?.n ?? null) : null
          return { items: read.rows, next }
        },
      })
    },
  )
  url = await app.listen({ port: 0 })
})
afterAll(async () => {
  await app?.close()
  await queries?.destroy()
  await database?.drop()
})

/** Until nothing of an export is left in the database. */
async function waitUntilOver(): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await sql<{ open: number }>`SELECT count(*)::int AS open FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`.execute(
          queries,
        )
        return rows[0]?.open
      },
      { timeout: 5_000 },
    )
    .toBe(0)
}

describe('An export', () => {
  test('has every row once, in order, with a heading and a mark by which spreadsheets know UTF-8', async () => {
    const response = await fetch(`${url}/many`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="many-2026-03-02.csv"')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [heading, ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(heading).toBe('n,text')
    expect(lines.map((line) => Number(line.split(',', 1)[0]))).toEqual(
      Array.from({ length: ROWS }, (_, n) => n + 1),
    )
  })

  test('is one JSON object a line, too', async () => {
    const response = await fetch(`${url}/many?format=ndjson&rows=3`)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const lines = (await response.text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).n)).toEqual([1, 2, 3])
  })

  test('of nothing is a heading, or nothing', async () => {
    expect(await (await fetch(`${url}/many?rows=0`)).text()).toBe('n,text\r\n')
    expect(await (await fetch(`${url}/many?rows=0&format=ndjson`)).text()).toBe('')
  })

  test('is read no further than a client takes it, and needs the memory of a few parts', async () => {
    const request = get(`${url}/many`)
    const [response] = await once(request, 'response')
    await expect.poll(() => parts, { timeout: 5_000 }).toBeGreaterThan(1)
    // What is on its way fills the buffers of the connection, and then nothing moves.
    let before = -1
    await expect
      .poll(
        () => {
          const rests = parts === before
          before = parts
          return rests
        },
        { interval: 200, timeout: 10_000 },
      )
      .toBe(true)
    expect(parts).toBeLessThan(ROWS / PART / 2)
    response.resume()
    await once(response, 'end')
    expect(parts).toBe(ROWS / PART + 1)
    await waitUntilOver()
  })

  test('that nobody goes on reading breaks off, and leaves its place to others', async () => {
    const request = get(`${url}/many?impatient=true`)
    const [response] = await once(request, 'response')
    await waitUntilOver()
    response.resume()
    await expect(once(response, 'end')).rejects.toThrow('aborted')
  })

  test('sees the database as of one moment', async () => {
    const request = get(`${url}/many`)
    const [response] = await once(request, 'response')
    await sql`DELETE FROM many WHERE n = ${ROWS}`.execute(queries)
    let text = ''
    for await (const chunk of response) text = `${text.slice(-1_000)}${chunk}`
    await sql`INSERT INTO many VALUES (${ROWS}, ${'x'.repeat(200)})`.execute(queries)
    expect(text).toContain(`\r\n${ROWS},`)
  })

  test('whose client goes away ends, with the query that is under way', async () => {
    const request = get(`${url}/many?fail=sleep`)
    const [response] = await once(request, 'response')
    response.resume()
    await expect.poll(() => parts).toBe(2)
    request.destroy()
    await waitUntilOver()
  })

  test('that fails at once is refused as everywhere, and later breaks off', async () => {
    const refused = await fetch(`${url}/many?fail=first`)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      500,
      'internal_error',
    ])
    const broken = await fetch(`${url}/many?fail=later`)
    expect(broken.status).toBe(200)
    await expect(broken.text()).rejects.toThrow()
    await waitUntilOver()
  })

  test('is refused while two are under way, and not longer', async () => {
    const requests = [get(`${url}/many`), get(`${url}/many`)]
    await Promise.all(requests.map((request) => once(request, 'response')))
    const refused = await fetch(`${url}/many`)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      429,
      'too_many_exports',
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const request of requests) request.destroy()
    await waitUntilOver()
    await expect.poll(async () => (await fetch(`${url}/many?rows=1`)).status).toBe(200)
  })
})
