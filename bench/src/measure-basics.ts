import type { Bench } from './bench.ts'
import { measureRawCopy, measureStorage } from './database-figures.ts'
import type { Measured } from './load.ts'
import { provisionWaymark, runLoad, startFloorServer, startWaymark, type Waymark } from './processes.ts'
import type { Line } from './table.ts'
import { channel, sitecoreEvents, xperienceActivities } from './traffic.ts'

const memoryActivities = 1_000_000

/** Singles, batches, memory, disk and starts, on one server from its first event to its millionth. */
export async function measureBasics(bench: Bench): Promise<void> {
  const { seconds, say } = bench
  const folder = bench.makeFolder()
  say('Starting Waymark on an empty folder')
  await provisionWaymark(folder)
  let waymark = await startWaymark(folder)
  try {
    const single = sitecoreEvents(2_000)
    const floor = await measureFloor(bench, single)

    say('Single events, 64 connections')
    const events = await load(waymark, { connections: 64, requests: single, seconds })
    bench.add(
      rateLine(
        'durable single events, Sitecore API, 64 connections',
        events,
        floor.rate,
        0.2,
        0.4,
        'bare server',
      ),
    )

    const contacts = await createContacts(waymark, 2_000)
    const oneEach = xperienceActivities(contacts, 1)
    const activities = await load(waymark, { connections: 64, requests: oneEach, seconds })
    bench.add(
      rateLine(
        'durable single activities, Xperience API, 64 connections',
        activities,
        floor.rate,
        0.2,
        0.4,
        'bare server',
      ),
    )

    say('Answer time at half of the top rate')
    const half = await load(waymark, {
      connections: 64,
      requests: single,
      seconds,
      rate: Math.floor(events.rate / 2),
    })
    bench.add({
      what: 'answer time at half of the top rate, p99 ms',
      value: half.p99,
      must: 25,
      aim: 10,
      below: true,
      ...half,
    })

    say(`Batches of 50 until ${memoryActivities.toLocaleString('en')} activities are stored`)
    const batches = xperienceActivities(contacts, 50)
    const stored = (await measureStorage(waymark.connection)).activities
    const amount = Math.ceil(Math.max(memoryActivities - stored, 100_000) / 50)
    const bulk = await load(waymark, { connections: 16, requests: batches, amount })
    const memory = waymark.memoryMiB()
    say('Raw COPY of the same rows')
    const copy = await measureRawCopy(waymark.connection, seconds)
    bench.add({ what: 'floor: raw COPY, 50 rows a commit, 16 connections', rate: copy.inBatches })
    bench.add({ what: 'floor: raw COPY, 50,000 rows a commit, one connection', rate: copy.inBulk })
    const perActivity = { ...bulk, rate: bulk.rate * 50 }
    bench.add(
      rateLine(
        'activities in batches of 50, 16 connections',
        perActivity,
        copy.inBatches,
        0.5,
        0.8,
        'raw COPY',
      ),
    )
    bench.add({
      what: `server's memory after 1 M activities, MiB`,
      value: memory,
      must: 170,
      aim: 120,
      below: true,
    })

    const storage = await measureStorage(waymark.connection)
    const bytes = storage.bytes / storage.activities
    await waymark.stop()

    say('Warm starts')
    const starts: number[] = []
    for (let i = 0; i < 3; i++) {
      waymark = await startWaymark(folder)
      starts.push(waymark.startMs)
      if (i < 2) await waymark.stop()
    }
    const start = (starts.sort((a, b) => a - b)[1] ?? Number.NaN) / 1000
    bench.add({ what: 'warm start to ready, s (median of 3)', value: start, must: 2, aim: 0.8, below: true })
    bench.add({
      what: 'bytes on disk per activity, all included',
      value: bytes,
      must: 450,
      aim: 280,
      below: true,
    })
  } finally {
    await waymark.stop()
  }
}

async function measureFloor(
  { seconds, say, add }: Bench,
  requests: ReturnType<typeof sitecoreEvents>,
): Promise<Measured> {
  say('Floor: a bare node:http server, 64 connections')
  const floor = await startFloorServer()
  try {
    const measured = await runLoad({ url: floor.url, connections: 64, requests, seconds })
    add({ what: 'floor: bare node:http server', ...measured })
    return measured
  } finally {
    floor.stop()
  }
}

async function load(
  waymark: Waymark,
  scenario: Omit<Parameters<typeof runLoad>[0], 'url'>,
): Promise<Measured> {
  const measured = await runLoad({ url: waymark.url, ...scenario })
  if (measured.non2xx > 0 || measured.errors > 0) {
    throw new Error(
      `${measured.non2xx} requests were refused and ${measured.errors} failed: the figure would be worth nothing.`,
    )
  }
  return measured
}

async function createContacts(waymark: Waymark, count: number): Promise<string[]> {
  const create = async (): Promise<string> => {
    const response = await fetch(`${waymark.url}/Kentico.Tracking/contacts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${channel.trackingKey}` },
    })
    return ((await response.json()) as { contact: string }).contact
  }
  const contacts: string[] = []
  while (contacts.length < count) contacts.push(...(await Promise.all(Array.from({ length: 50 }, create))))
  return contacts
}

function rateLine(
  what: string,
  measured: Measured,
  floor: number,
  must: number,
  aim: number,
  of: string,
): Line {
  return { what, value: measured.rate / floor, must, aim, of, ...measured }
}
