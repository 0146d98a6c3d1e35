import { setTimeout as sleep } from 'node:timers/promises'
import { HttpConnection } from './http-connection.ts'
import { Latencies } from './latencies.ts'
import { type BenchRequest, UNIQUE } from './traffic.ts'

/**
 * A load generator of our own, a process of its own, for what autocannon does not do: a rate that goes on whatever the
 * answers are, a unique text in each request, any percentile, figures second by second. Takes one scenario over IPC and
 * answers with what it measured.
 */
export interface RawScenario {
  readonly url: string
  readonly connections: number
  /** Drawn at random. Each {@link UNIQUE} in them becomes another text of the same length in each request. */
  readonly requests: readonly BenchRequest[]
  readonly seconds: number
  /**
   * Requests a second that arrive, whatever becomes of them; those that find every connection full are given up, as by
   * somebody who does not get through. Without a rate each connection sends its next request with the answer to the last.
   */
  readonly rate?: number
  /** Requests under way on a connection at the most; 1 unless said otherwise. */
  readonly depth?: number
}

export interface RawMeasured {
  /** Requests answered with 2xx, a second. */
  readonly rate: number
  /** Milliseconds from arrival to answer, of those with 2xx. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that a broken connection took with it. */
  readonly lost: number
  /** Requests that arrived, and those of them that found every connection full. */
  readonly arrived: number
  readonly givenUp: number
  /** By second, from the first: the 2xx, and their p99. */
  readonly bySecond: readonly { readonly accepted: number; readonly p99: number }[]
}

const TICK_MS = 4

process.once('message', async (scenario: RawScenario) => {
  const measured = await run(scenario)
  process.send?.(measured)
  process.disconnect?.()
})

async function run({
  url,
  connections: count,
  requests,
  seconds,
  rate,
  depth = 1,
}: RawScenario): Promise<RawMeasured> {
  const templates = requests.map((request) => toBytes(url, request))
  const statuses: Record<string, number> = {}
  const all = new Latencies()
  const perSecond = Array.from({ length: seconds }, () => new Latencies())
  let began = 0
  let end = Number.POSITIVE_INFINITY
  let lost = 0
  let arrived = 0
  let givenUp = 0

  const connections = Array.from(
    { length: count },
    () =>
      new HttpConnection(url, {
        answered(connection, status, sentAt) {
          const now = performance.now()
          if (now < end) {
            statuses[status] = (statuses[status] ?? 0) + 1
            if (status >= 200 && status < 300) {
              all.add(now - sentAt)
              perSecond[Math.floor((now - began) / 1000)]?.add(now - sentAt)
            }
            if (rate === undefined) sendNext(connection)
          }
        },
        broke(_, unanswered) {
          if (performance.now() < end) lost += unanswered
        },
      }),
  )
  // Not all at once: the queue for new connections is short.
  for (let start = 0; start < count; start += 200)
    await Promise.all(connections.slice(start, start + 200).map((connection) => connection.open()))

  const sendNext = (connection: HttpConnection): void => {
    arrived++
    connection.send([pick(templates)], [performance.now()])
  }
  began = performance.now()
  end = began + seconds * 1000
  if (rate === undefined) {
    for (const connection of connections) sendNext(connection)
    await sleep(seconds * 1000)
  } else {
    let next = 0
    while (performance.now() < end) {
      const due = Math.floor(((performance.now() - began) / 1000) * rate)
      // A few writes with several requests cost less than many with one.
      const portion = Math.max(1, Math.ceil((due - arrived) / 64))
      let full = 0
      while (arrived < due) {
        const connection = connections[next++ % count] as HttpConnection
        const room = connection.isOpen ? Math.min(depth - connection.unanswered, portion, due - arrived) : 0
        if (room <= 0) {
          if (++full < Math.min(count, 256)) continue
          givenUp += due - arrived
          arrived = due
          break
        }
        const moments = Array.from({ length: room }, (_, i) => began + ((arrived + i) / rate) * 1000)
        connection.send(
          moments.map(() => pick(templates)),
          moments,
        )
        arrived += room
      }
      await sleep(TICK_MS)
    }
  }
  for (const connection of connections) connection.close()
  return {
    rate: all.count / seconds,
    p50: all.percentile(0.5),
    p95: all.percentile(0.95),
    p99: all.percentile(0.99),
    statuses,
    lost,
    arrived,
    givenUp,
    bySecond: perSecond.map((latencies) => ({ accepted: latencies.count, p99: latencies.percentile(0.99) })),
  }
}

interface Template {
  readonly bytes: Buffer
  /** Where its unique text stands, or -1. */
  readonly uniqueAt: number
}

function toBytes(url: string, { method, path, headers, body }: BenchRequest): Template {
  const lines = Object.entries({ ...headers, host: new URL(url).host }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}`)
  const bytes = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`)
  return { bytes, uniqueAt: bytes.indexOf(UNIQUE) }
}

let sent = 0

function pick(templates: readonly Template[]): Buffer {
  const { bytes, uniqueAt } = templates[Math.floor(Math.random() * templates.length)] as Template
  if (uniqueAt === -1) return bytes
  const copy = Buffer.from(bytes)
  copy.write(
    `${process.pid.toString(36)}-${(sent++).toString(36)}`.padStart(UNIQUE.length, '0'),
    uniqueAt,
    'latin1',
  )
  return copy
}
