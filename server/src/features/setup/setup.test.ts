import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
  XPERIENCE_KEY,
} from '../../../test/support/sitecore-installation.ts'

const SAMPLE = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const TOLERANT = 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd'

let waymark: SitecoreInstallation
let ask: ReturnType<typeof askAs>
beforeAll(async () => {
  waymark = await installSitecore()
  ask = askAs(waymark.app, 'reading-token')
})
afterAll(() => waymark.close())

function sendTestEvent(event: object) {
  return ask('POST', '/setup/test-event', event)
}

async function findChannel(id: string) {
  const { body } = await ask('GET', '/setup')
  return body.channels.find((channel: { id: string }) => channel.id === id)
}

describe('What is set up', () => {
  test('is told by channel, with the keys that there are and the day of the first event', async () => {
    expect(await findChannel(TOLERANT)).toEqual({
      id: TOLERANT,
      name: 'Tolerant app',
      codeName: 'tolerant',
      createdAt: expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/),
      hasSitecoreKey: true,
      hasTrackingKey: false,
      firstEventOn: null,
    })
    await sendTestEvent({ channelId: SAMPLE, style: 'sitecore' })
    expect(await findChannel(SAMPLE)).toMatchObject({ hasTrackingKey: true, firstEventOn: '2026-03-02' })
    const { body } = await ask('GET', '/setup')
    expect(body).toMatchObject({
      isComplete: true,
      hasDemo: false,
      sitecorePath: '/sitecore/api/jss/track',
      apis: { sitecore: true, xperience: true },
      consent: 'TrackingConsent',
    })
  })

  test('has the address of the request, and repeats no host that is none', async () => {
    const read = async (host: string) => (await ask('GET', '/setup', undefined, { host })).body.address
    expect(await read('track.example.com:8080')).toBe('http://track.example.com:8080')
    expect(await read('"><script>alert(1)</script>')).toBe('http://localhost:4100')
  })

  test('snippets name what is defined here', async () => {
    const { body } = await ask('GET', '/setup/snippets')
    const text = JSON.stringify(body)
    for (const name of [
      'Register',
      'Download',
      'TrackingConsent',
      'SITECORE_KEY',
      'XPERIENCE_KEY',
      'CHANNEL_ID',
    ])
      expect(text).toContain(name)
    expect(text).not.toContain('undefined')
  })
})

describe('A test event', () => {
  test('of the Sitecore kind becomes a contact that can be opened', async () => {
    for (const key of [undefined, KEY]) {
      const { status, body } = await sendTestEvent({
        channelId: SAMPLE,
        style: 'sitecore',
        ...(key && { key }),
      })
      expect([status, body.accepted]).toEqual([200, true])
      expect((await ask('GET', `/contacts/${body.contactId}`)).body.activityCount).toBe(2)
      expect(body.requests).toMatchObject([{ path: '/sitecore/api/jss/track/event', status: 200 }])
    }
  })

  test('of the Xperience kind makes a contact that has agreed', async () => {
    const { body } = await sendTestEvent({ channelId: SAMPLE, style: 'xperience', key: XPERIENCE_KEY })
    expect(body.accepted).toBe(true)
    expect(body.requests.map(({ status }: { status: number }) => status)).toEqual([200, 200, 207])
    expect((await ask('GET', `/contacts/${body.contactId}`)).body.activityCount).toBe(1)
  })

  test('never repeats the key that it was sent with', async () => {
    const { body } = await sendTestEvent({ channelId: SAMPLE, style: 'xperience', key: XPERIENCE_KEY })
    expect(JSON.stringify(body)).not.toContain(XPERIENCE_KEY)
  })

  test.each([
    [{ style: 'xperience' }, 409, 'no_usable_key'],
    [{ style: 'xperience', key: 'wrong' }, 409, 'no_usable_key'],
    [{ style: 'xperience', key: XPERIENCE_KEY, channelId: TOLERANT }, 409, 'no_usable_key'],
    [{ style: 'sitecore', key: 'no-guid' }, 409, 'no_usable_key'],
    [{ style: 'sitecore', key: KEY, channelId: TOLERANT }, 409, 'no_usable_key'],
    [{ style: 'sitecore', channelId: 'nothing' }, 404, 'channel_not_found'],
    [{ style: 'pigeon' }, 422, 'invalid_body'],
    [{ style: 'xperience', key: 'with blank' }, 422, 'invalid_body'],
  ])('is refused where it cannot be sent: %j', async (event, status, code) => {
    const reply = await sendTestEvent({ channelId: SAMPLE, ...event })
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect(JSON.stringify(reply.body)).not.toContain('with blank')
  })

  test('needs an administrator', async () => {
    const nobody = askAs(waymark.app, null)
    expect((await nobody('POST', '/setup/test-event', {})).status).toBe(401)
    expect((await nobody('GET', '/setup')).status).toBe(401)
    expect((await nobody('GET', '/setup/snippets')).status).toBe(401)
  })
})
