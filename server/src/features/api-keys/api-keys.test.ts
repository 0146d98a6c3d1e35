import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
  token,
} from '../../../test/support/reading.ts'
import { hashSecret } from '../../catalogue/secrets.ts'

let waymark: ReadingInstallation
let ask: ReturnType<typeof askAs>
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ask = askAs(waymark.app, 'admin-token')
})
afterAll(() => waymark.close())

async function make(key: object) {
  const { status, body } = await ask('POST', '/api-keys', { channelId: appChannel, ...key })
  expect(status).toBe(201)
  return body
}

describe('API keys', () => {
  test('a secret one is told once, works at once, and is in no later reply', async () => {
    const key = await make({ name: 'server', access: 'tracking' })
    expect(key.secret).toMatch(/^wm_track_[0-9a-f]{40}$/)
    expect(waymark.catalogue.snapshot.secretKey(hashSecret(key.secret))?.name).toBe('server')
    const list = await waymark.get('/api/v1/api-keys')
    expect(list.body).toContain(key.id)
    const later = await ask('PATCH', `/api-keys/${key.id}`, { rateLimit: 5 })
    for (const text of [list.body, JSON.stringify(later.body)]) {
      expect(text).not.toContain(key.secret)
      expect(text).not.toContain(hashSecret(key.secret))
    }
  })

  test('a public one stays readable, and lists its origins', async () => {
    const corsOrigins = ['http://localhost:3000', 'https://app.example.com']
    const key = await make({ name: 'web', access: 'sitecore', corsOrigins })
    expect(key).toMatchObject({ secret: null, corsOrigins, enabled: true })
    expect(waymark.catalogue.snapshot.sitecoreKey(key.publicKey)?.corsOrigins).toEqual(corsOrigins)
    const { items } = await waymark.read('/api/v1/api-keys?channel=app')
    expect(items.find((one: { id: string }) => one.id === key.id)?.publicKey).toBe(key.publicKey)
  })

  test('are narrowed to a channel by its GUID or code name', async () => {
    await make({ name: 'of the shop', access: 'tracking', channelId: shopChannel })
    for (const channel of [shopChannel, 'SHOP']) {
      const { items } = await waymark.read(`/api/v1/api-keys?channel=${channel}`)
      expect(items.map((key: { name: string }) => key.name)).toEqual(expect.arrayContaining(['of the shop']))
      expect(items.every((key: { channelId: string }) => key.channelId === shopChannel)).toBe(true)
    }
    expect((await waymark.get('/api/v1/api-keys?channel=nobody')).statusCode).toBe(400)
  })

  test('one that is disabled is refused from then on, and nothing else of it changes', async () => {
    const key = await make({ name: 'old', access: 'sitecore', corsOrigins: ['http://a.test'], rateLimit: 7 })
    const { body } = await ask('PATCH', `/api-keys/${key.id}`, { enabled: false })
    expect(body).toMatchObject({ enabled: false, corsOrigins: ['http://a.test'], rateLimit: 7, name: 'old' })
    expect(waymark.catalogue.snapshot.sitecoreKey(key.publicKey)?.enabled).toBe(false)
  })

  test('can be renamed, and lose their rate limit', async () => {
    const key = await make({ name: 'plain', access: 'sitecore', rateLimit: 7 })
    const { body } = await ask('PATCH', `/api-keys/${key.id}`, { name: 'Plain', rateLimit: null })
    expect(body).toMatchObject({ name: 'Plain', rateLimit: null, modifiedAt: body.modifiedAt })
  })

  test('a change is refused to whoever has not seen the one before, and says nothing where it changes nothing', async () => {
    const key = await make({ name: 'contended', access: 'sitecore' })
    const path = `/api-keys/${key.id}`
    const same = await ask('PATCH', path, { name: 'contended' }, { 'if-match': key.etag })
    expect([same.status, same.etag]).toEqual([200, key.etag])
    const first = await ask('PATCH', path, { rateLimit: 1 }, { 'if-match': key.etag })
    const second = await ask('PATCH', path, { rateLimit: 2 }, { 'if-match': key.etag })
    expect([first.status, second.status, second.body.code]).toEqual([200, 412, 'changed_meanwhile'])
  })

  test('have names that are their own in a channel', async () => {
    const one = await make({ name: 'one', access: 'sitecore' })
    await make({ name: 'two', access: 'sitecore' })
    await make({ name: 'one', access: 'sitecore', channelId: shopChannel })
    const made = await ask('POST', '/api-keys', { channelId: appChannel, name: 'ONE', access: 'tracking' })
    const renamed = await ask('PATCH', `/api-keys/${one.id}`, { name: 'Two' })
    for (const { status, body } of [made, renamed]) expect([status, body.code]).toEqual([409, 'name_taken'])
  })

  test.each([
    [{ name: 'x', access: 'admin' }, 'access'],
    [{ access: 'sitecore' }, ''],
    [{ name: 'x', access: 'sitecore', corsOrigins: ['localhost'] }, 'corsOrigins[0]'],
    [{ name: 'x', access: 'sitecore', corsOrigins: ['http://a;http://b'] }, 'corsOrigins[0]'],
    [{ name: 'x', access: 'tracking', corsOrigins: ['http://a.test'] }, 'corsOrigins'],
    [{ name: 'x', access: 'sitecore', rateLimit: 0 }, 'rateLimit'],
    [{ name: 'x', access: 'tracking', secret: 'mine' }, ''],
  ])('are refused where they do not fit: %j', async (key, parameter) => {
    const { status, body } = await ask('POST', '/api-keys', { channelId: appChannel, ...key })
    expect([status, body.code, body.errors[0].parameter]).toEqual([422, 'invalid_body', parameter])
  })

  test('belong to a channel that is there, and not to one of the demo', async () => {
    const demo = 'de300000-0000-4000-8000-000000000001'
    await waymark.provision({ channels: [{ id: demo, name: 'Demo' }] })
    const key = { name: 'x', access: 'tracking' }
    const toDemo = await ask('POST', '/api-keys', { ...key, channelId: demo })
    const toNone = await ask('POST', '/api-keys', { ...key, channelId: 'nothing' })
    expect([toDemo.status, toDemo.body.code]).toEqual([409, 'demo_channel'])
    expect([toNone.status, toNone.body.code]).toEqual([404, 'channel_not_found'])
  })

  test('there is none with an id that no key has', async () => {
    for (const id of ['nothing', shopChannel]) {
      const { status, body } = await ask('PATCH', `/api-keys/${id}`, { enabled: false })
      expect([status, body.code]).toEqual([404, 'api_key_not_found'])
    }
  })

  test('are changed by administrators only', async () => {
    const viewer = askAs(waymark.app, token)
    expect((await viewer('POST', '/api-keys', {})).status).toBe(403)
    expect((await viewer('PATCH', `/api-keys/${appChannel}`, {})).status).toBe(403)
    expect((await askAs(waymark.app, null)('GET', '/api-keys')).status).toBe(401)
  })
})
