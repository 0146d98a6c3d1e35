import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { secondsToNormal } from './measure-overload.ts'
import { runRawLoad } from './processes.ts'
import { UNIQUE } from './traffic.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that answers with these statuses in turn, and the bodies that it got. */
async function serve(statuses: readonly number[], options: { cutEvery?: number } = {}) {
  const bodies: string[] = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      bodies.push(body)
      if (options.cutEvery !== undefined && bodies.length % options.cutEvery === 0) {
        request.socket.destroy()
        return
      }
      response.writeHead(statuses[bodies.length % statuses.length] ?? 200, { 'content-length': 2 }).end('{}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

const requests = [{ method: 'POST', path: '/', headers: {}, body: `{"id":"${UNIQUE}"}` }] as const

test('without a rate, each connection sends its next request with the answer to the last, each with a text of its own', async () => {
  const { url, bodies } = await serve([200])
  const measured = await runRawLoad({ url, connections: 3, requests, seconds: 1 })
  expect(measured.rate).toBeGreaterThan(50)
  expect(measured.arrived - (measured.statuses[200] ?? 0)).toBeLessThanOrEqual(3)
  expect(new Set(bodies).size).toBe(bodies.length)
  expect(measured.p99).toBeGreaterThan(0)
  expect(measured.lost).toBe(0)
})

test('with a rate, requests arrive at that rate whatever the answers are, and the statuses are counted apart', async () => {
  const { url } = await serve([200, 503])
  const measured = await runRawLoad({ url, connections: 8, requests, seconds: 2, rate: 200, depth: 4 })
  expect(measured.arrived).toBeGreaterThan(340)
  expect(measured.arrived).toBeLessThanOrEqual(400)
  expect(Math.abs((measured.statuses[200] ?? 0) - (measured.statuses[503] ?? 0))).toBeLessThanOrEqual(20)
  expect(measured.bySecond).toHaveLength(2)
})

test('what a broken connection takes with it is counted, and the load goes on', async () => {
  const { url } = await serve([200], { cutEvery: 20 })
  const measured = await runRawLoad({ url, connections: 2, requests, seconds: 1, rate: 200 })
  expect(measured.lost).toBeGreaterThan(0)
  expect(measured.statuses[200]).toBeGreaterThan(20)
})

test('answers are as before from the second on after which none is slower than twice the usual', () => {
  const second = (p99: number) => ({ accepted: 100, p99 })
  const before = [40, 8, 8, 8, 8].map(second)
  const flood = [900, 900].map(second)
  expect(secondsToNormal([...before, ...flood, ...[700, 20, 9, 9].map(second)], 2)).toBe(2)
  expect(secondsToNormal([...before, ...flood, ...[9, 9, 9, 9].map(second)], 2)).toBe(0)
  expect(secondsToNormal([...before, ...flood, ...[9, Number.NaN, 9, 9].map(second)], 2)).toBe(2)
})
