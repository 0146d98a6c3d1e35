import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureRawCopy, measureStorage } from './database-figures.ts'
import type { Measured } from './load.ts'
import { provisionWaymark, runLoad, startFloorServer, startWaymark, type Waymark } from './processes.ts'
import { formatTable, type Line } from './table.ts'
import { channel, sitecoreEvents, xperienceActivities } from './traffic.ts'

const help = `Usage: npm run bench -- [--quick]

Measures a Waymark of its own, over HTTP only, against two floors of the same run: a bare node:http server, and a raw
COPY into a table without indexes. Prints a table and writes bench/results/latest.json. --quick ends in two minutes.`

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})
if (options.help) {
  process.stdout.write(`${help}\n`)
  process.exit(0)
}

const seconds = options.quick ? 5 : 15
const memoryActivities = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'))
const lines: Line[] = []
const say = (text: string): void => void process.stderr.write(`${text}\n`)

try {
  await measure()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  say('Starting Waymark on an empty folder')
  await provisionWaymark(folder)
  let waymark = await startWaymark(folder)
  try {
    const single = sitecoreEvents(2_000)
    const floor = await measureFloor(single)

    say('Single events, 64 connections')
    const events = await load(waymark, { connections: 64, requests: single, seconds })
    lines.push(
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
    lines.push(
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
    lines.push({
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
    lines.push({ what: 'floor: raw COPY, 50 rows a commit, 16 connections', rate: copy.inBatches })
    lines.push({ what: 'floor: raw COPY, 50,000 rows a commit, one connection', rate: copy.inBulk })
    const perActivity = { ...bulk, rate: bulk.rate * 50 }
    lines.push(
      rateLine(
        'activities in batches of 50, 16 connections',
        perActivity,
        copy.inBatches,
        0.5,
        0.8,
        'raw COPY',
      ),
    )
    lines.push({
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
    lines.push({ what: 'warm start to ready, s (median of 3)', value: start, must: 2, aim: 0.8, below: true })
    lines.push({
      what: 'bytes on disk per activity, all included',
      value: bytes,
      must: 450,
      aim: 280,
      below: true,
    })
  } finally {
    await waymark.stop()
  }
  report()
}

async function measureFloor(requests: ReturnType<typeof sitecoreEvents>): Promise<Measured> {
  say('Floor: a bare node:http server, 64 connections')
  const floor = await startFloorServer()
  try {
    const measured = await runLoad({ url: floor.url, connections: 64, requests, seconds })
    lines.push({ what: 'floor: bare node:http server', ...measured })
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

function report(): void {
  const machine = {
    processor: cpus()[0]?.model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    versions: { node: process.version, postgresql: '18.4 embedded' },
    quick: options.quick,
    at: new Date().toISOString(),
  }
  process.stdout.write(`${formatTable(lines)}\n\n${JSON.stringify(machine)}\n`)
  const results = fileURLToPath(new URL('../results/', import.meta.url))
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'latest.json'), `${JSON.stringify({ machine, lines }, null, 2)}\n`)
}
