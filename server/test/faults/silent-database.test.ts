import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Waymark } from '../../src/compose.ts'
import { newId } from '../../src/domain/ids.ts'
import { readConfig } from '../../src/platform/config.ts'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const channel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const trackingKey = 'silent-tracking-key'
const sitecoreKey = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
const provisioning = {
  channels: [
    {
      id: channel,
      name: 'Silent',
      codeName: 'silent',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: trackingKey },
        { name: 'jss', access: 'sitecore', secret: sitecoreKey },
      ],
    },
  ],
  goals: [{ name: 'Register' }],
  consents: [{ name: 'TrackingConsent', displayName: 'Tracking', texts: {} }],
}

let database: TestDatabase
let proxy: CuttingProxy
let waymark: Waymark
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  proxy = await startCuttingProxy(database.connection)
  folder = await mkdtemp(join(tmpdir(), 'waymark-silent-'))
  const file = join(folder, 'provisioning.json')
  await writeFile(file, JSON.stringify(provisioning))
  waymark = await compose({
    config: readConfig({ WAYMARK_PROVISION: file }, folder),
    connection: proxy.connection,
    logger: pino({ level: 'silent' }),
  })
})
afterAll(async () => {
  await waymark?.app.close()
  // What still waits for an answer that got lost need not be waited for.
  await proxy?.close()
  await waymark?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

test('a database that falls silent turns every request of both tracking APIs away within two seconds, and nothing is missing when it speaks', async () => {
  const { app } = waymark
  const headers = { authorization: `Bearer ${trackingKey}` }
  const { contact } = (
    await app.inject({ method: 'POST', url: '/Kentico.Tracking/contacts', headers })
  ).json()
  const visitor = newId()
  const requests = {
    event: (messageId: string) =>
      app.inject({
        method: 'POST',
        url: `/sitecore/api/jss/track/event?sc_apikey=${sitecoreKey}`,
        headers: { 'x-waymark-visitor': visitor },
        payload: [{ goalId: 'Register', messageId }],
      }),
    activity: (messageId: string) =>
      app.inject({
        method: 'POST',
        url: '/Kentico.Tracking/activities',
        headers,
        payload: { channel, contact, activities: [{ type: 'click', value: 'Buy', messageId }] },
      }),
    agreement: () =>
      app.inject({ url: `/Kentico.Tracking/contacts/${contact}/consents/TrackingConsent`, headers }),
    agree: () =>
      app.inject({
        method: 'POST',
        url: `/Kentico.Tracking/contacts/${contact}/consents/TrackingConsent`,
        headers,
        payload: { agree: true },
      }),
    create: () => app.inject({ method: 'POST', url: '/Kentico.Tracking/contacts', headers }),
    flush: () =>
      app.inject({
        method: 'POST',
        url: `/sitecore/api/jss/track/flush?sc_apikey=${sitecoreKey}`,
        headers: { 'x-waymark-visitor': visitor },
      }),
  }
  await requests.event('before')

  proxy.setSilent(true)
  const answers = await Promise.all(
    Object.entries(requests).map(async ([name, send]) => {
      const began = performance.now()
      const { statusCode, headers } = await send('m')
      return {
        name,
        statusCode,
        retryAfter: headers['retry-after'],
        inTime: performance.now() - began < 2_000,
      }
    }),
  )
  expect(answers).toEqual(
    Object.keys(requests).map((name) => ({ name, statusCode: 503, retryAfter: '1', inTime: true })),
  )

  proxy.setSilent(false)
  await expect.poll(async () => (await requests.event('m')).statusCode, { timeout: 5_000 }).toBe(200)
  await expect.poll(async () => (await requests.activity('m')).statusCode, { timeout: 5_000 }).toBe(207)
  expect((await requests.agreement()).json()).toMatchObject({ isAgreed: false })
})
