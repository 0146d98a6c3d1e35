import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { clientConfig } from '../../src/platform/database/client-config.ts'
import { databaseUrl } from '../support/command-line.ts'
import { createTestDatabase } from '../support/database.ts'
import { makePrivateFolder, runWaymark } from '../support/waymark-process.ts'

const channel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const trackingKey = 'two-servers-tracking-key'
const sitecoreKey = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
const provisioning = {
  channels: [
    {
      id: channel,
      name: 'Two servers',
      codeName: 'two',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: trackingKey },
        { name: 'jss', access: 'sitecore', secret: sitecoreKey },
      ],
    },
  ],
  goals: [{ name: 'Register', points: 50 }],
}
const json = { 'content-type': 'application/json' }
const events = 150

test('two servers on one database count the same visitors exactly, each event once although both are sent each of them', {
  timeout: 60_000,
}, async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const folder = await makePrivateFolder()
  const file = join(folder, 'provisioning.json')
  await writeFile(file, JSON.stringify(provisioning))
  const env = {
    DATABASE_URL: databaseUrl(database.connection),
    WAYMARK_DATA: join(folder, 'data'),
    WAYMARK_PROVISION: file,
    WAYMARK_LOG_LEVEL: 'error',
  }
  const servers = [runWaymark(['start'], env), runWaymark(['start'], env)]
  const addresses = await Promise.all(servers.map((server) => server.ready()))

  async function post(url: string, body: object, headers: Record<string, string>): Promise<void> {
    const statuses = await Promise.all(
      addresses.map(async (address) => {
        const reply = await fetch(address + url, {
          method: 'POST',
          headers: { ...json, ...headers },
          body: JSON.stringify(body),
        })
        await reply.text()
        return reply.status
      }),
    )
    expect(statuses.map((status) => [200, 207].includes(status) || status)).toEqual([true, true])
  }
  const bearer = { authorization: `Bearer ${trackingKey}` }
  const created = await fetch(`${addresses[0]}/Kentico.Tracking/contacts`, {
    method: 'POST',
    headers: bearer,
  })
  const { contact } = (await created.json()) as { contact: string }
  const visitor = newId()
  const ids = Array.from({ length: events }, () => newId())
  await Promise.all(
    ids.flatMap((messageId) => [
      post(`/sitecore/api/jss/track/event?sc_apikey=${sitecoreKey}`, [{ goalId: 'Register', messageId }], {
        'x-waymark-visitor': visitor,
      }),
      post(
        '/Kentico.Tracking/activities',
        { channel, contact, activities: [{ type: 'click', value: 'Buy', messageId }] },
        bearer,
      ),
    ]),
  )
  for (const server of servers) server.child.kill('SIGTERM')
  for (const server of servers) expect(await server.ended).toMatchObject({ status: 0 })

  const client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  onTestFinished(() => client.end())
  const { rows } = await client.query(
    'SELECT contact_id, activities, points, visits FROM contact_state ORDER BY points',
  )
  expect(rows).toEqual([
    { contact_id: contact, activities: events, points: 0, visits: 1 },
    { contact_id: visitor, activities: events, points: events * 50, visits: 1 },
  ])
  const counts = await client.query(
    `SELECT (SELECT count(*) FROM activities) AS activities, (SELECT sum(activities)::int FROM visits) AS visits,
       (SELECT sum(activities)::int FROM daily_counts) AS days`,
  )
  expect(counts.rows).toEqual([{ activities: 2 * events, visits: 2 * events, days: 2 * events }])
})
