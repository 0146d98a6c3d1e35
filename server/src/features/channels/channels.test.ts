import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  token,
} from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
let ask: ReturnType<typeof askAs>
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ask = askAs(waymark.app, 'admin-token')
})
afterAll(() => waymark.close())

async function make(channel: object) {
  const { status, body } = await ask('POST', '/channels', channel)
  expect(status).toBe(201)
  return body
}

describe('Channels', () => {
  test('are listed by name, as the description of the API says', async () => {
    const { items } = await waymark.read('/api/v1/channels')
    const names: string[] = items.map((channel: { name: string }) => channel.name)
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')))
    expect(items.find((channel: { codeName: string }) => channel.codeName === 'app')).toMatchObject({
      id: appChannel,
      name: 'App',
      requireConsent: null,
      isDemo: false,
    })
  })

  test('one that is made is known at once, with a code name made of its name', async () => {
    const channel = await make({ name: 'Mobile App' })
    expect(channel).toMatchObject({ name: 'Mobile App', codeName: 'mobile-app', allowProvisional: false })
    expect(waymark.catalogue.snapshot.channelByGuid(channel.id)?.name).toBe('Mobile App')
  })

  test('one that is there is never changed by making another', async () => {
    for (const [taken, code] of [
      [{ name: 'app' }, 'name_taken'],
      [{ name: 'Other', codeName: 'APP' }, 'name_taken'],
      [{ name: 'Other', id: `{${appChannel.toUpperCase()}}` }, 'name_taken'],
    ] as const) {
      const { status, body } = await ask('POST', '/channels', taken)
      expect([status, body.code]).toEqual([409, code])
    }
  })

  test('a change leaves alone what it does not name', async () => {
    const { id } = await make({ name: 'Kept', allowProvisional: true })
    const { status, body, etag } = await ask('PATCH', `/channels/${id}`, { name: 'Renamed' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, name: 'Renamed', codeName: 'kept', allowProvisional: true, etag })
  })

  test('a change is refused to whoever has not seen the one before', async () => {
    const made = await make({ name: 'Contended' })
    const path = `/channels/${made.id}`
    const first = await ask('PATCH', path, { name: 'Mine' }, { 'if-match': made.etag })
    const second = await ask('PATCH', path, { name: 'Yours' }, { 'if-match': made.etag })
    expect([first.status, second.status, second.body.code]).toEqual([200, 412, 'changed_meanwhile'])
    const third = await ask('PATCH', path, { name: 'Yours' }, { 'if-match': `"other", ${first.etag}` })
    expect(third.status).toBe(200)
  })

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 'Good', codeName: 'no blanks' }, 'codeName'],
    [{ name: 'Good', language: 'xx' }, 'language'],
    [{ name: 'Good', requireConsent: 'nobody knows it' }, 'requireConsent'],
    [{ name: 'Good', colour: 'red' }, ''],
    [{}, ''],
    [['App'], ''],
  ])('are refused where they do not fit: %j', async (channel, parameter) => {
    const { status, body } = await ask('POST', '/channels', channel)
    expect([status, body.code, body.errors[0].parameter]).toEqual([422, 'invalid_body', parameter])
    expect(body.detail).not.toContain('[0]')
  })

  test('what is no JSON is refused with 400', async () => {
    const reply = await waymark.app.inject({
      method: 'POST',
      url: '/api/v1/channels',
      headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' },
      payload: '{"name":',
    })
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed_json'])
  })

  test.each(['nothing', '00000000-0000-0000-0000-000000000000'])('there is none called %s', async (id) => {
    for (const [method, path, payload] of [
      ['PATCH', `/channels/${id}`, { name: 'New' }],
      ['POST', `/channels/${id}/allowed-origins`, { api: 'sitecore', origin: 'http://a.test' }],
      ['DELETE', `/channels/${id}/allowed-origins?api=sitecore&origin=http://a.test`, undefined],
    ] as const) {
      const { status, body } = await ask(method, path, payload)
      expect([status, body.code]).toEqual([404, 'channel_not_found'])
    }
  })

  test('are changed by administrators only', async () => {
    const viewer = askAs(waymark.app, token)
    const nobody = askAs(waymark.app, null)
    expect((await viewer('POST', '/channels', { name: 'Mine' })).status).toBe(403)
    expect((await viewer('PATCH', `/channels/${appChannel}`, { name: 'Mine' })).status).toBe(403)
    const listed = `/channels/${appChannel}/allowed-origins?api=sitecore&origin=http://a.test`
    expect((await viewer('DELETE', listed)).status).toBe(403)
    expect((await nobody('POST', '/channels', { name: 'Mine' })).status).toBe(401)
  })
})

describe('Allowing an origin', () => {
  const origin = 'https://Www.Example.com:443/'

  test('lists it with every enabled Sitecore key of the channel, once', async () => {
    const { id } = await make({ name: 'With keys' })
    const key = await ask('POST', '/api-keys', { channelId: id, name: 'web', access: 'sitecore' })
    const path = `/channels/${id}/allowed-origins`
    const first = await ask('POST', path, { api: 'sitecore', origin })
    expect(first.body).toEqual({ origin: 'https://www.example.com', changed: true, places: ['web'] })
    expect(waymark.catalogue.snapshot.sitecoreKey(key.body.publicKey)?.corsOrigins).toEqual([
      'https://www.example.com',
    ])
    const second = await ask('POST', path, { api: 'sitecore', origin: 'https://www.example.com' })
    expect(second.body).toMatchObject({ changed: false })
  })

  test('is undone by taking it off again, and the others stay', async () => {
    const { id } = await make({ name: 'Undone' })
    const corsOrigins = ['https://kept.example']
    const key = await ask('POST', '/api-keys', {
      channelId: id,
      name: 'web',
      access: 'sitecore',
      corsOrigins,
    })
    const path = `/channels/${id}/allowed-origins`
    await ask('POST', path, { api: 'sitecore', origin })
    const named = `${path}?api=sitecore&origin=${encodeURIComponent(origin)}`
    const undone = await ask('DELETE', named)
    expect(undone.body).toEqual({ origin: 'https://www.example.com', changed: true, places: ['web'] })
    expect(waymark.catalogue.snapshot.sitecoreKey(key.body.publicKey)?.corsOrigins).toEqual(corsOrigins)
    expect((await ask('DELETE', named)).body.changed).toBe(false)
  })

  test.each(['', '?api=sitecore', '?api=sitecore&origin=*', '?api=other&origin=http://a.test'])(
    'is undone for one that is named whole, not for "%s"',
    async (query) => {
      const { status, body } = await ask('DELETE', `/channels/${appChannel}/allowed-origins${query}`)
      expect([status, body.code]).toEqual([400, 'invalid_parameter'])
    },
  )

  test('says so where the channel has no such key', async () => {
    const { id } = await make({ name: 'Without keys' })
    const { status, body } = await ask('POST', `/channels/${id}/allowed-origins`, { api: 'sitecore', origin })
    expect([status, body.code]).toEqual([409, 'no_usable_key'])
  })

  test('of the Xperience API adds it to the setting, and keeps what is there', async () => {
    await waymark.provision({ settings: { 'headless.corsAllowedOrigins': 'localhost:3000' } })
    const path = `/channels/${appChannel}/allowed-origins`
    const { body } = await ask('POST', path, { api: 'xperience', origin })
    expect(body.places).toEqual(['headless.corsAllowedOrigins'])
    expect(waymark.catalogue.snapshot.settings['headless.corsAllowedOrigins']).toBe(
      'localhost:3000;https://www.example.com',
    )
    expect((await ask('POST', path, { api: 'xperience', origin })).body.changed).toBe(false)
    await ask('DELETE', `${path}?api=xperience&origin=https://www.example.com`)
    expect(waymark.catalogue.snapshot.settings['headless.corsAllowedOrigins']).toBe('localhost:3000')
  })

  test.each(['*', 'www.example.com', 'javascript:alert(1)', 'http://a;http://b', ''])(
    'takes full origins only, not %j',
    async (wrong) => {
      const path = `/channels/${appChannel}/allowed-origins`
      const { status, body } = await ask('POST', path, { api: 'xperience', origin: wrong })
      expect([status, body.code]).toEqual([422, 'invalid_body'])
    },
  )
})
