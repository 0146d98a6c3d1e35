import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
} from '../../../test/support/reading.ts'
import { parseGuid } from '../../domain/ids.ts'

let waymark: ReadingInstallation

beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const at = '2026-03-01T09:00:00Z'

describe('A text', () => {
  test('that is the id of a contact, in any notation, names the contact', async () => {
    const contact = await waymark.createContact('xperience', at)
    const braced = `{${contact.toUpperCase()}}`
    const { items, isId } = await waymark.read(`/api/v1/resolve?q=${encodeURIComponent(braced)}`)
    expect(isId).toBe(true)
    expect(items).toEqual([expect.objectContaining({ type: 'contact', id: contact, exact: true })])
  })

  test('that is an e-mail address in any case names the contact, and so does an id that was merged away', async () => {
    const [first, second] = [
      await waymark.createContact('xperience', at),
      await waymark.createContact('xperience', at),
    ]
    for (const contact of [first, second])
      await waymark.act(contact, [{ what: 'pagevisit', at, fields: { email: 'ada@example.com' } }])
    const { items } = await waymark.read('/api/v1/resolve?q=ADA@example.com')
    expect(items).toHaveLength(1)
    for (const id of [first, second]) {
      const found = await waymark.read(`/api/v1/resolve?q=${id}`)
      expect(found.items[0]).toMatchObject({ type: 'contact', id: items[0].id, title: 'ada@example.com' })
    }
  })

  test('that is the id of a visit names the visit', async () => {
    const contact = await waymark.createContact('xperience', at)
    const [visit] = await waymark.act(contact, [{ what: 'pagevisit', at }])
    const { items } = await waymark.read(`/api/v1/resolve?q=${visit}`)
    expect(items).toContainEqual(
      expect.objectContaining({ type: 'visit', id: visit, title: '2026-03-01T09:00:00.000Z' }),
    )
  })

  test('that is the id of a request names what of it was refused', async () => {
    const { snapshot } = waymark.catalogue
    const channelId = snapshot.channelByGuid(parseGuid(appChannel) ?? '')?.id ?? 0
    const ask = askAs(waymark.app, 'admin-token')
    const id = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4c'
    await waymark.queries
      .insertInto('rejected_events')
      .values({
        ...{ id, received_at: new Date(at), api: 1, channel_id: channelId, api_key_id: 1 },
        ...{ code: 'unknown_goal', message: 'Nobody knows it.', payload: null, request_id: 'r-1x' },
      })
      .execute()
    expect((await ask('GET', '/resolve?q=r-1x')).body.items).toEqual([
      { type: 'rejectedEvent', id, title: 'Nobody knows it.', detail: null, exact: true },
    ])
    expect((await waymark.read('/api/v1/resolve?q=r-1x')).items).toEqual([])
  })

  test('that is the GUID of something that was set up names it, and part of its name does', async () => {
    expect((await waymark.read(`/api/v1/resolve?q=${appChannel}`)).items).toEqual([
      { type: 'channel', id: parseGuid(appChannel), title: 'App', detail: 'app', exact: true },
    ])
    const { items, isId } = await waymark.read('/api/v1/resolve?q=registr')
    expect(isId).toBe(false)
    expect(items).toEqual([
      { type: 'goal', id: expect.any(String), title: 'Registration', detail: 'Register', exact: false },
    ])
  })

  test('that is an id of nothing is said to be an id all the same', async () => {
    expect(await waymark.read('/api/v1/resolve?q=0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b')).toEqual({
      items: [],
      isId: true,
    })
  })

  test.each(['', '?q=', `?q=${'x'.repeat(201)}`, '?q=a%00b', '?p=1'])(
    'that is none (%s) is refused',
    async (query) => {
      expect((await waymark.get(`/api/v1/resolve${query}`)).statusCode).toBe(400)
    },
  )
})
