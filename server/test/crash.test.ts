import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { clientConfig } from '../src/platform/database/client-config.ts'
import type { EmbeddedConnection } from '../src/platform/database/connection.ts'
import { makePrivateFolder, runWaymark, type WaymarkProcess } from './support/waymark-process.ts'

const channel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const trackingKey = 'crash-tracking-key'
const sitecoreKey = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
const provisioning = {
  channels: [
    {
      id: channel,
      name: 'Crash',
      codeName: 'crash',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: trackingKey },
        { name: 'jss', access: 'sitecore', secret: sitecoreKey },
      ],
    },
  ],
  events: [{ name: 'Download' }],
}

/** A provisioned Waymark on a folder of its own, to be started and killed, and a connection to its database. */
async function prepareWaymark(): Promise<{ start(): WaymarkProcess; connect(): Promise<pg.Client> }> {
  const folder = await makePrivateFolder()
  const file = join(folder, 'provisioning.json')
  await writeFile(file, JSON.stringify(provisioning))
  const env = { WAYMARK_DATA: join(folder, 'data'), WAYMARK_PROVISION: file, WAYMARK_LOG_LEVEL: 'error' }
  return {
    start: () => runWaymark(['start'], env),
    async connect() {
      const run = JSON.parse(await readFile(join(folder, 'data/run.json'), 'utf8')) as {
        connection: EmbeddedConnection
      }
      const client = new pg.Client(clientConfig(run.connection))
      await client.connect()
      return client
    },
  }
}

/** Sends marked events on both tracking APIs, ten at a time, until the server is gone. */
async function sendUntilGone(address: string): Promise<{ acknowledged: string[]; sent: Set<string> }> {
  const acknowledged: string[] = []
  const sent = new Set<string>()
  let isGone = false

  async function send(mark: string, url: string, init: RequestInit): Promise<void> {
    sent.add(mark)
    try {
      const response = await fetch(address + url, init)
      await response.text()
      if (response.ok) acknowledged.push(mark)
    } catch {
      isGone = true
    }
  }
  const json = { 'content-type': 'application/json' }
  const created = await fetch(`${address}/Kentico.Tracking/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${trackingKey}` },
  })
  const { contact } = (await created.json()) as { contact: string }

  const workers = Array.from({ length: 10 }, async (_, worker) => {
    for (let i = 0; !isGone; i++) {
      const mark = `${worker}-${i}`
      if (worker % 2 === 0) {
        await send(mark, `/sitecore/api/jss/track/event?sc_apikey=${sitecoreKey}`, {
          method: 'POST',
          headers: json,
          body: JSON.stringify([{ eventId: 'Download', mark }]),
        })
      } else {
        const activities = [{ type: 'click', value: 'Button', mark }]
        await send(mark, '/Kentico.Tracking/activities', {
          method: 'POST',
          headers: { ...json, authorization: `Bearer ${trackingKey}` },
          body: JSON.stringify({ channel, contact, activities }),
        })
      }
    }
  })
  await Promise.all(workers)
  return { acknowledged, sent }
}

test.each([
  { signal: 'SIGKILL', what: 'killed' },
  { signal: 'SIGTERM', what: 'asked to end' },
] as const)(
  'a server that is $what in mid-load has stored every acknowledged event, once, on both tracking APIs',
  {
    timeout: 60_000,
  },
  async ({ signal }) => {
    const { start, connect } = await prepareWaymark()

    const first = start()
    const sending = sendUntilGone(await first.ready())
    await sleep(1_500)
    process.kill(first.pid, signal)
    const { acknowledged, sent } = await sending
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(await first.ended).toMatchObject(signal === 'SIGTERM' ? { status: 0 } : { signal })

    const second = start()
    await second.ready()
    const client = await connect()
    try {
      const { rows } = await client.query<{ mark: string; times: number }>(
        `SELECT data ->> 'mark' AS mark, count(*) AS times FROM activities GROUP BY 1`,
      )
      const stored = new Map(rows.map(({ mark, times }) => [mark, times]))
      expect(acknowledged.filter((mark) => !stored.has(mark))).toEqual([])
      expect(rows.filter(({ times }) => times > 1)).toEqual([])
      expect(rows.filter(({ mark }) => !sent.has(mark))).toEqual([])
      // Who ends in peace answers what it has stored.
      if (signal === 'SIGTERM') expect(rows).toHaveLength(acknowledged.length)
      const sums = await client.query('SELECT sum(activities)::int AS counted FROM contact_state')
      expect(sums.rows).toEqual([{ counted: rows.length }])
    } finally {
      await client.end()
    }
  },
)

test('the embedded database flushes every commit to disk, as the engine itself sees it', {
  timeout: 60_000,
}, async () => {
  const { start, connect } = await prepareWaymark()
  const waymark = start()
  const address = await waymark.ready()
  const client = await connect()
  try {
    // Only the session of the engine can say what holds in it: a trigger notes it there.
    await client.query('CREATE TABLE seen (fsync text, synchronous_commit text, full_page_writes text)')
    await client.query(`
      CREATE FUNCTION note_settings() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seen VALUES (current_setting('fsync'), current_setting('synchronous_commit'),
          current_setting('full_page_writes'));
        RETURN NULL;
      END $$`)
    await client.query('CREATE TRIGGER note AFTER INSERT ON contact_state EXECUTE FUNCTION note_settings()')
    const created = await fetch(`${address}/Kentico.Tracking/contacts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${trackingKey}` },
    })
    expect(created.status).toBe(200)
    const { rows } = await client.query('SELECT * FROM seen')
    expect(rows).toEqual([{ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }])
  } finally {
    await client.end()
  }
})
