import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveStreams } from './live-streams.ts'

const BEAT_MS = 15_000
let server: Server
let streams: LiveStreams

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  streams = new LiveStreams()
  server = createServer().listen(0)
  await once(server, 'listening')
})
afterEach(() => {
  streams.close()
  server.closeAllConnections()
  server.close()
  vi.useRealTimers()
})

/** Watches, as somebody whose rights are judged like that. `text` is what was read so far. */
async function watch(
  judge: () => Promise<boolean>,
): Promise<{ text: () => string; isOver: () => boolean; hasBrokenOff: () => boolean }> {
  server.once('request', (_request, response: ServerResponse) => {
    response.writeHead(200)
    response.write(': hello')
    streams.add(response, { readNew: () => null, isStillAllowed: judge })
  })
  const request = get({ port: (server.address() as AddressInfo).port })
  const [incoming] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  let isOver = false
  let hasBrokenOff = false
  incoming.on('data', (chunk) => {
    text += String(chunk)
  })
  incoming.on('error', () => {
    hasBrokenOff = true
  })
  incoming.on('end', () => {
    isOver = true
  })
  return { text: () => text, isOver: () => isOver, hasBrokenOff: () => hasBrokenOff }
}

test('A stream of somebody who may not go on ends, and says why', async () => {
  const watcher = await watch(async () => false)
  vi.advanceTimersByTime(BEAT_MS)
  await vi.waitUntil(watcher.isOver)
  expect(watcher.text()).toContain('event: end')
})

test('A stream whose rights cannot be told for a moment goes on', async () => {
  let isAway = true
  const watcher = await watch(async () => {
    if (isAway) throw new Error('The database is away.')
    return true
  })
  for (let beat = 0; beat < 3; beat++) vi.advanceTimersByTime(BEAT_MS)
  isAway = false
  vi.advanceTimersByTime(BEAT_MS)
  await new Promise(setImmediate)
  for (let beat = 0; beat < 4; beat++) vi.advanceTimersByTime(BEAT_MS)
  await vi.waitUntil(() => watcher.text().split(': beat').length > 8)
  expect(watcher.isOver() || watcher.hasBrokenOff()).toBe(false)
})

test("A stream whose rights cannot be told for a minute breaks off, and ends nobody's session", async () => {
  const watcher = await watch(() => new Promise(() => {}))
  for (let beat = 0; beat < 5; beat++) vi.advanceTimersByTime(BEAT_MS)
  await vi.waitUntil(watcher.hasBrokenOff)
  expect(watcher.text()).not.toContain('event: end')
})
