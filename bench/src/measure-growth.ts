import { cpSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Bench, mean } from './bench.ts'
import { measureStorage } from './database-figures.ts'
import { multiplyDemo } from './multiply-demo.ts'
import { needAccepted } from './need-accepted.ts'
import { provisionWaymark, runCommand, runRawLoad, startWaymark } from './processes.ts'
import { eventsOf, pagesOf } from './traffic.ts'

/** Of the demo, which makes about twelve activities of each: some 100,000. */
const people = 8_500

/**
 * Events of 20,000 contacts drawn at random among all that are stored, in a small database and in a large one with the same
 * people many times over; and how long a page of such a contact's history takes to read in the large one.
 */
export async function measureGrowth({ seconds, isLarge, say, add, makeFolder }: Bench): Promise<void> {
  const small = makeFolder()
  const large = makeFolder()
  const copies = isLarge ? 99 : 9
  say('Filling a small database with demo data')
  await provisionWaymark(small)
  await runCommand(small, ['demo', '--contacts', String(people), '--until', '2026-06-01'])
  cpSync(join(small, 'data'), join(large, 'data'), { recursive: true })
  const filled = await fill(large, copies, say)

  const rates = { small: [] as number[], large: [] as number[] }
  const reading = { timeline: [] as number[], activities: [] as number[] }
  for (const size of ['small', 'large', 'large', 'small'] as const) {
    say(`Single events of random contacts, the ${size} database`)
    const waymark = await startWaymark(size === 'small' ? small : large)
    try {
      const contacts = await drawContacts(waymark.connection)
      const requests = eventsOf(contacts)
      const load = { url: waymark.url, connections: 64, requests }
      // Until all of them have been here once since the start and the checkpoint: the first time of each is dear.
      await runRawLoad({ ...load, seconds })
      rates[size].push(needAccepted(await runRawLoad({ ...load, seconds })).rate)
      if (size === 'large') {
        say('Their newest 50 activities, and their timelines')
        const read = async (path: (contact: string) => string): Promise<number> =>
          needAccepted(
            await runRawLoad({
              url: waymark.url,
              connections: 2,
              requests: pagesOf(contacts, path),
              seconds: Math.ceil(seconds / 2),
            }),
          ).p95
        reading.activities.push(await read((contact) => `/api/v1/activities?contact=${contact}&limit=50`))
        reading.timeline.push(await read((contact) => `/api/v1/contacts/${contact}/timeline`))
      }
    } finally {
      await waymark.stop()
    }
  }

  const size = `${(filled / 1_000_000).toFixed(1)} M activities`
  add({
    what: `durable single events of random contacts at ${size}`,
    value: mean(rates.large) / mean(rates.small),
    must: 0.8,
    aim: 0.95,
    of: 'at 100 k',
    rate: mean(rates.large),
  })
  add({
    what: `newest 50 activities of a random contact at ${size}, p95 ms`,
    value: mean(reading.activities),
    must: 10,
    aim: 3,
    below: true,
  })
  add({
    what: `timeline of a random contact at ${size}, p95 ms`,
    value: mean(reading.timeline),
    must: 10,
    aim: 3,
    below: true,
  })
}

/** Resolves with how many activities there are then. */
async function fill(folder: string, copies: number, say: Bench['say']): Promise<number> {
  const waymark = await startWaymark(folder)
  try {
    const began = performance.now()
    say(`Filling a large database: all of it ${copies + 1} times`)
    await multiplyDemo(waymark.connection, copies, say)
    const { activities, bytes } = await measureStorage(waymark.connection)
    const took = Math.round((performance.now() - began) / 1000)
    say(`${activities} activities, ${(bytes / 2 ** 30).toFixed(1)} GiB, in ${took} s`)
    return activities
  } finally {
    await waymark.stop()
  }
}

/** Contacts that the Sitecore API may name, each as likely as any other. */
async function drawContacts(connection: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `SELECT contact_id AS id FROM contact_state WHERE api = 1 AND merged_into IS NULL ORDER BY random() LIMIT 20000`,
    )
    await client.query('CHECKPOINT')
    return rows.map(({ id }) => id)
  } finally {
    await client.end()
  }
}
