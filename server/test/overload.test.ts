import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import type { HttpLimits } from '../src/http-limits.ts'
import type { EmbeddedConnection } from '../src/platform/database/connection.ts'
import { guarded, type ListeningWaymark, startListening } from './support/listening-waymark.ts'
import { openRawClient, type RawClient, writeRequest } from './support/raw-client.ts'

/** Milliseconds. */
const short = { headers: 400, request: 800, stalled: 1_500, check: 50 }
/** Long enough for what waits behind a flood. */
const patient = { headers: 60_000, request: 60_000, stalled: 60_000, check: 50 }

let waymark: ListeningWaymark
let database: EmbeddedConnection

async function start(limits: HttpLimits): Promise<void> {
  waymark = await startListening({
    limits,
    reach: async (connection) => {
      database = connection
      return connection
    },
  })
}
afterEach(() => waymark.close())

const eventPath = `/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`
const json = { 'content-type': 'application/json' }
const goal = '[{"goalId":"Register"}]'
const event = (visitor = newId()) =>
  writeRequest('POST', eventPath, { ...json, 'x-waymark-visitor': visitor }, goal)
const tracking = { ...json, authorization: `Bearer ${guarded.trackingKey}` }

const open = () => openRawClient(waymark.port)

/** How long an ordinary event takes, in milliseconds; it must be stored. */
async function trackOne(): Promise<number> {
  const began = performance.now()
  const reply = await fetch(waymark.url + eventPath, { method: 'POST', headers: json, body: goal })
  expect(reply.status).toBe(200)
  return performance.now() - began
}

async function eventually(holds: () => boolean, limitMs = 15_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms.`)
    await sleep(10)
  }
}

describe('A request that does not end', () => {
  beforeEach(() => start(short))

  test.each([
    ['in its headers', 'POST /sitecore/api/jss/track/event HTTP/1.1\r\nHost: a\r\nContent-'],
    ['before its body', `POST ${eventPath} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n`],
    ['in its body', `${event().slice(0, -3)}`],
    ['in a chunk', `POST ${eventPath} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{`],
  ])('%s is answered 408 and closed, and stores nothing', async (_where, half) => {
    const before = await waymark.countActivities()
    const client = await open()
    client.socket.write(half)
    const began = performance.now()
    await client.closed
    expect(performance.now() - began).toBeLessThan(short.stalled + 2_000)
    expect(client.text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(client.text).toContain('"code":"request_timeout"')
    await trackOne()
    expect(await waymark.countActivities()).toBe(before + 1)
  })

  test('and whose client goes away does no harm', async () => {
    for (let n = 0; n < 50; n++) {
      const client = await open()
      client.socket.write(event().slice(0, -(n % 20) - 1))
      client.socket.resetAndDestroy()
    }
    await trackOne()
  })
})

describe('Many connections', () => {
  beforeEach(() => start(short))

  test('that say nothing do not slow those that do', { timeout: 60_000 }, async () => {
    const idle: RawClient[] = []
    while (idle.length < 2_000) idle.push(...(await Promise.all(Array.from({ length: 100 }, open))))
    const times: number[] = []
    for (let n = 0; n < 20; n++) times.push(await trackOne())
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(250)
    for (const { socket } of idle) socket.destroy()
  })

  test('that never read their replies are closed, and hold up nobody', { timeout: 30_000 }, async () => {
    const description = writeRequest('GET', '/api/openapi.json', {}).repeat(500)
    const deaf = await Promise.all(Array.from({ length: 10 }, open))
    for (const { socket } of deaf) {
      socket.pause()
      socket.write(description)
    }
    await trackOne()
    await eventually(() => waymark.countConnections() < deaf.length)
    for (const { socket } of deaf) socket.destroy()
  })
})

describe('More than can be stored', () => {
  beforeEach(() => start(patient))

  async function stopStoring(): Promise<pg.Client> {
    const client = new pg.Client(database)
    await client.connect()
    await client.query('BEGIN; LOCK TABLE daily_counts IN ACCESS EXCLUSIVE MODE')
    return client
  }

  test('is refused at once with 503; what is acknowledged is stored', { timeout: 60_000 }, async () => {
    const before = await waymark.countActivities()
    const clients = await Promise.all(Array.from({ length: 110 }, open))
    const lock = await stopStoring()
    for (const { socket } of clients) socket.write(Array.from({ length: 200 }, () => event()).join(''))
    await eventually(() => clients.some(({ statuses }) => statuses.includes(503)), 10_000)
    await lock.end()
    await eventually(() => clients.every(({ statuses }) => statuses.length === 200), 40_000)

    const statuses = clients.flatMap((client) => client.statuses)
    const accepted = statuses.filter((status) => status === 200).length
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(accepted).toBeGreaterThanOrEqual(15_000)
    expect(accepted).toBeLessThan(22_000)
    expect(clients.some(({ text }) => /^HTTP\/1\.1 503(?:.|\s)*?\r\nretry-after: 1\r\n/im.test(text))).toBe(
      true,
    )
    expect(await waymark.countActivities()).toBe(before + accepted)
    expect(await trackOne()).toBeLessThan(5_000)
    for (const { socket } of clients) socket.destroy()
  })

  test('in bodies is refused before they are read', { timeout: 30_000 }, async () => {
    const large = `POST /Kentico.Tracking/activities HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${guarded.trackingKey}\r\n`
    const clients = await Promise.all(Array.from({ length: 13 }, open))
    for (const { socket } of clients) socket.write(`${large}Content-Length: ${10 * 1024 * 1024}\r\n\r\n`)
    await eventually(() => clients.filter(({ statuses }) => statuses.includes(503)).length === 1, 10_000)
    const chunked = await open()
    chunked.socket.write(`${large}Transfer-Encoding: chunked\r\n\r\n`)
    for (let n = 0; n < 9; n++) chunked.socket.write(`100000\r\n${' '.repeat(0x100000)}\r\n`)
    await eventually(() => chunked.statuses.includes(503), 10_000)

    // When they are gone there is room again.
    for (const { socket } of clients) socket.destroy()
    await eventually(() => waymark.countConnections() <= 1)
    const created = await fetch(`${waymark.url}/Kentico.Tracking/contacts`, {
      method: 'POST',
      headers: tracking,
    })
    expect(created.status).toBe(200)
    const again = await open()
    const body = JSON.stringify({ activities: ' '.repeat(9 * 1024 * 1024) })
    again.socket.write(writeRequest('POST', '/Kentico.Tracking/activities', tracking, body))
    await eventually(() => again.statuses.length > 0)
    expect(again.statuses).toEqual([400])
    again.socket.destroy()
    chunked.socket.destroy()
  })
})
