import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQueries, type Queries } from '../src/platform/database/queries.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import {
  type FuzzedMark,
  type FuzzedRequest,
  type FuzzedSession,
  fuzzedSessions,
  writeFuzzed,
} from './support/fuzz-grammar.ts'
import { guarded, guardedSetUp } from './support/listening-waymark.ts'
import { openRawClient, type RawClient, type RawReply, writeRequest } from './support/raw-client.ts'

// FUZZ_SECONDS says how long, FUZZ_SEED repeats what a run has printed.
const seconds = Number(process.env.FUZZ_SECONDS ?? 10)
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))

const SESSIONS_AT_ONCE = 6
/** A whole request is answered, or its connection closed, within this time. */
const PATIENCE_MS = 10_000
/** What caches may take, and what a run of a minute does not show to grow on. */
const MAX_GROWTH_BYTES = 24 * 1024 * 1024

let database: TestDatabase
let folder: string
let server: ChildProcess
let port: number
let complaints = ''
let queries: Queries

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'waymark-fuzz-'))
  const provisionFile = join(folder, 'provision.json')
  await writeFile(provisionFile, JSON.stringify(guardedSetUp))
  server = fork(fileURLToPath(new URL('support/fuzzed-server.ts', import.meta.url)), {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  server.stderr?.on('data', (chunk) => (complaints += chunk))
  server.send({ connection: database.connection, provisionFile })
  ;[port] = (await once(server, 'message')) as [number]
  queries = openQueries(database.connection)
})
afterAll(async () => {
  if (server.exitCode === null) {
    server.disconnect()
    await once(server, 'exit')
  }
  await queries.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function measureAlive(): Promise<number> {
  server.send('measure')
  const [bytes] = (await once(server, 'message')) as [number]
  return bytes
}

async function ask(method: string, path: string, secret: string): Promise<unknown> {
  const client = await openRawClient(port)
  client.socket.write(writeRequest(method, path, { authorization: `Bearer ${secret}` }))
  await settle(client, 1)
  client.socket.destroy()
  return JSON.parse(client.replies[0]?.body ?? 'null')
}

/** Waits until so many replies are there, or the connection is closed. */
async function settle(client: RawClient, replies: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (countFinal(client) < replies && !client.socket.destroyed) {
    if (performance.now() > deadline) {
      throw new Error(
        `${countFinal(client)} of ${replies} replies within ${PATIENCE_MS} ms: ${client.text.slice(-1_000)}`,
      )
    }
    await sleep(1)
  }
}

const isFinal = ({ status }: RawReply) => status >= 200
const countFinal = ({ replies }: RawClient) => replies.filter(isFinal).length

/** What a run has learned of its marks. */
class Ledger {
  readonly acknowledged: FuzzedMark[] = []
  readonly refused = new Set<string>()
  readonly statuses = new Map<number, number>()

  note(request: FuzzedRequest, reply: RawReply): void {
    this.statuses.set(reply.status, (this.statuses.get(reply.status) ?? 0) + 1)
    if (reply.status === 503 || request.marks.length === 0) return
    const outcomes = readOutcomes(reply)
    for (const [position, mark] of request.marks.entries()) {
      if (mark === null) continue
      if (outcomes[position] === true) this.acknowledged.push(mark)
      else this.refused.add(mark.text)
    }
  }
}

/** Whether each item was taken, as the reply says. */
function readOutcomes({ status, body }: RawReply): readonly boolean[] {
  if ((status !== 200 && status !== 207 && status !== 400) || !body.startsWith('{')) return []
  const { events, results } = JSON.parse(body) as {
    events?: { status: string }[]
    results?: { status: number }[]
  }
  return events?.map((one) => one.status === 'ok') ?? results?.map((one) => one.status === 202) ?? []
}

async function play(session: FuzzedSession, ledger: Ledger): Promise<void> {
  const client = await openRawClient(port)
  const { socket } = client
  try {
    if (session.type === 'broken') {
      socket.write(session.bytes)
      await sleep(5)
      if (session.ending === 'reset') socket.resetAndDestroy()
      else socket.end()
      await Promise.race([client.closed, sleep(50)])
    } else if (session.isPipelined) {
      socket.write(Buffer.concat(session.requests.map(writeFuzzed)))
      await settle(client, session.requests.length)
    } else {
      for (const [position, request] of session.requests.entries()) {
        if (socket.destroyed) break
        socket.write(writeFuzzed(request))
        await settle(client, position + 1)
      }
    }
    for (const { status } of client.replies) {
      if (status >= 500 && status !== 503) throw new Error(`${status}: ${client.text.slice(-2_000)}`)
    }
    if (session.type === 'broken') return
    for (const [position, reply] of client.replies.filter(isFinal).entries()) {
      const request = session.requests[position]
      if (request !== undefined) ledger.note(request, reply)
    }
  } catch (cause) {
    throw new Error(`seed ${seed}: ${describe(session)}`, { cause })
  } finally {
    socket.destroy()
  }
}

function describe(session: FuzzedSession): string {
  const all = session.type === 'broken' ? [session.bytes] : session.requests.map(writeFuzzed)
  return all.map((bytes) => JSON.stringify(bytes.toString('latin1').slice(0, 5_000))).join('\n')
}

test(`No input breaks the server, and what it acknowledges is stored (${seconds} s, FUZZ_SEED=${seed})`, {
  timeout: (seconds + 60) * 1000,
}, async () => {
  const { contact } = (await ask('POST', '/Kentico.Tracking/contacts', guarded.trackingKey)) as {
    contact: string
  }
  const second = (await ask('POST', '/Kentico.Tracking/contacts', guarded.trackingKey)) as { contact: string }
  const contacts = [contact, second.contact, '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b']
  const { nextCursor } = (await ask('GET', '/api/v1/contacts?limit=1', guarded.token)) as {
    nextCursor: string
  }

  let marks = 0
  const sessions = fuzzedSessions({ contacts, cursors: [nextCursor] }, () => `mark-${marks++}`)
  const ledger = new Ledger()
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  let settled: number | null = null
  for (let round = 0; elapsed() < seconds; round++) {
    const pending = fc.sample(sessions, { seed: seed + round, numRuns: 60 })
    await Promise.all(
      Array.from({ length: SESSIONS_AT_ONCE }, async () => {
        for (let next = pending.pop(); next !== undefined; next = pending.pop()) await play(next, ledger)
      }),
    )
    if (settled === null && elapsed() > seconds / 3) settled = await measureAlive()
  }
  const grown = (await measureAlive()) - (settled ?? 0)

  expect(server.exitCode).toBeNull()
  expect(complaints).toBe('')
  expect(grown).toBeLessThan(MAX_GROWTH_BYTES)
  await compareWithStored(ledger)
  expect(ledger.acknowledged.length).toBeGreaterThan(100)
  for (const status of [200, 207, 400, 401, 403, 404, 405, 415])
    expect(ledger.statuses.get(status)).toBeGreaterThan(0)
  expect(await ask('GET', '/health/ready', '')).toMatchObject({ status: 'ready' })
})

async function compareWithStored(ledger: Ledger): Promise<void> {
  const { rows } = await sql<{ mark: string; count: number }>`
    SELECT data ->> 'mark' AS mark, count(*) AS count FROM activities WHERE data ? 'mark' GROUP BY 1`.execute(
    queries,
  )
  const stored = new Map(rows.map(({ mark, count }) => [mark, count]))
  const lost = ledger.acknowledged.filter(({ text, maybeRepeated }) => !maybeRepeated && !stored.has(text))
  expect(lost, 'acknowledged and not stored').toEqual([])
  expect(
    rows.filter(({ count }) => count > 1),
    'stored twice',
  ).toEqual([])
  expect(
    [...ledger.refused].filter((text) => stored.has(text)),
    'refused and stored',
  ).toEqual([])
}
