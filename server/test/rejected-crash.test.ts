import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Job } from '../src/features/shared/job.schemas.ts'
import { clientConfig } from '../src/platform/database/client-config.ts'
import type { EmbeddedConnection } from '../src/platform/database/connection.ts'
import { eventually, makePrivateFolder, runWaymark } from './support/waymark-process.ts'

const EVENTS = 2_000
const key = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
const provisioning = {
  channels: [
    { name: 'Crash', codeName: 'crash', apiKeys: [{ name: 'jss', access: 'sitecore', secret: key }] },
  ],
  tokens: [{ name: 'admin', secret: 'crash-token', role: 'admin' }],
}

/** Many of what was refused, of forty visitors, each with a mark of its own. */
const multiply = `
  INSERT INTO rejected_events (id, received_at, api, channel_id, api_key_id, code, message, payload, request_id,
    endpoint, sent, contact_id, sender, kind, subject)
  SELECT gen_random_uuid(), received_at - n * interval '1 second', api, channel_id, api_key_id, code, message,
    '{"goalId":"Newsletter","mark":' || n || '}', request_id, endpoint, sent,
    ('0198f2c4-1c7e-7d2a-9b7e-0000000000' || lpad((n % 40)::text, 2, '0'))::uuid, sender, kind, subject
  FROM rejected_events, generate_series(1, $1::int) AS n`

test('a server that is killed amid a replay of many goes on with it, and stores each exactly once', {
  timeout: 90_000,
}, async () => {
  const folder = await makePrivateFolder()
  const file = join(folder, 'provisioning.json')
  await writeFile(file, JSON.stringify(provisioning))
  const env = { WAYMARK_DATA: join(folder, 'data'), WAYMARK_PROVISION: file, WAYMARK_LOG_LEVEL: 'error' }
  const start = () => runWaymark(['start'], env)
  async function connect(): Promise<pg.Client> {
    const run = JSON.parse(await readFile(join(folder, 'data/run.json'), 'utf8')) as {
      connection: EmbeddedConnection
    }
    const client = new pg.Client(clientConfig(run.connection))
    // It is gone with the server.
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const ask = async (address: string, path: string, body?: unknown): Promise<Job> => {
    const reply = await fetch(`${address}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: 'Bearer crash-token',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return (await reply.json()) as Job
  }

  const first = start()
  const address = await first.ready()
  await fetch(`${address}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '[{"goalId":"Newsletter","mark":0}]',
  })
  const before = await connect()
  await eventually('the refused event is kept', async () => {
    const { rows } = await before.query('SELECT id FROM rejected_events')
    return rows.length === 1
  })
  await before.query(multiply, [EVENTS - 1])
  await ask(address, '/definitions', { kind: 'goal', name: 'Newsletter' })
  const { id, total } = await ask(address, '/rejected-events/replay', { subject: 'Newsletter' })
  expect(total).toBe(EVENTS)
  await eventually('the replay is under way', async () => (await ask(address, `/jobs/${id}`)).done >= 200)
  const { done } = await ask(address, `/jobs/${id}`)
  process.kill(first.pid, 'SIGKILL')
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL' })
  await before.end().catch(() => {})
  expect(done).toBeLessThan(EVENTS)

  const second = start()
  const again = await second.ready()
  // Somebody is impatient meanwhile, and begins it once more.
  const other = await ask(again, '/rejected-events/replay', { subject: 'Newsletter' })
  await eventually(
    'both jobs are over',
    async () => {
      const states = await Promise.all(
        [id, other.id].map(async (job) => (await ask(again, `/jobs/${job}`)).state),
      )
      return states.every((state) => state === 'done')
    },
    60_000,
  )

  const client = await connect()
  try {
    const { rows } = await client.query<{ mark: number; times: number }>(
      `SELECT (data ->> 'mark')::int AS mark, count(*)::int AS times FROM activities GROUP BY 1`,
    )
    expect(rows.filter(({ times }) => times !== 1)).toEqual([])
    expect(rows).toHaveLength(EVENTS)
    const states = await client.query('SELECT state, count(*)::int FROM rejected_events GROUP BY state')
    expect(states.rows).toEqual([{ state: 2, count: EVENTS }])
    const sums = await client.query('SELECT sum(activities)::int AS counted FROM contact_state')
    expect(sums.rows).toEqual([{ counted: EVENTS }])
    const jobs = await client.query(
      'SELECT sum(succeeded)::int AS succeeded, sum(failed)::int AS failed FROM jobs',
    )
    expect(jobs.rows).toEqual([{ succeeded: EVENTS, failed: 0 }])
  } finally {
    await client.end()
  }
})
