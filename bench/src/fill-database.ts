import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { multiplyDemo } from './multiply-demo.ts'
import { provisionWaymark, runCommand, startWaymark, type Waymark } from './processes.ts'

/** Of the demo, with about twelve activities of each. */
const people = 10_000

/**
 * A Waymark with 10,000 people of the demo and `copies` of each: with 99 a million contacts and some 12 million activities
 * of 90 days. All of them have come to rest, as they would have in the course of those days.
 */
export async function startFilled(folder: string, copies: number, say: Bench['say']): Promise<Waymark> {
  say('Filling a database with demo data')
  await provisionWaymark(folder)
  const until = new Date(Date.now() - 2 * 60 * 60_000).toISOString()
  await runCommand(folder, ['demo', '--contacts', String(people), '--until', until])
  const waymark = await startWaymark(folder)
  try {
    await waitUntilSettled(waymark.connection)
    say(`All of it ${copies + 1} times`)
    await multiplyDemo(waymark.connection, copies, say)
    return waymark
  } catch (error) {
    await waymark.stop()
    throw error
  }
}

/** The server does so by itself, a minute after its start at the latest. */
async function waitUntilSettled(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    for (;;) {
      const { rows } = await client.query<{ unsettled: number }>(
        `SELECT count(*)::int AS unsettled FROM contact_state WHERE settled_last_at IS NULL AND merged_into IS NULL`,
      )
      if (rows[0]?.unsettled === 0) return
      await sleep(200)
    }
  } finally {
    await client.end()
  }
}
