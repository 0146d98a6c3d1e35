import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import type { LiveVisit } from './live-visits.schemas.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const at = (time: string) => `2026-03-02T${time}Z`

async function visit(time: string, more: { channel?: string; email?: string } = {}): Promise<string> {
  const contact = await waymark.createContact('xperience', at(time))
  const page = { what: 'pagevisit', at: at(time), url: '/start', value: 'Start' }
  const fields = more.email === undefined ? {} : { fields: { email: more.email, firstName: 'Ada' } }
  const deed = more.email === undefined ? page : { ...page, what: 'datainput', ...fields }
  await waymark.act(contact, [deed], { channel: more.channel ?? appChannel })
  return contact
}

function end(id: string, secret = 'admin-token') {
  return waymark.app.inject({
    method: 'POST',
    url: `/api/v1/visits/${id}/end`,
    headers: { authorization: `Bearer ${secret}` },
  })
}

describe('Visits now', () => {
  test('are those in which something happened lately, newest first, with whose they are', async () => {
    await visit('08:00:00')
    const ada = await visit('09:50:00', { email: 'ada@lovelace.example' })
    const shopper = await visit('09:55:00', { channel: shopChannel })
    waymark.setNow(at('10:00:00'))
    const { items } = await waymark.read('/api/v1/live/visits')
    expect(items.map((one: LiveVisit) => one.contactId)).toEqual([shopper, ada])
    expect(items[1]).toMatchObject({ contactName: 'Ada', known: true, open: true, campaign: null })
    expect(items[0]).toMatchObject({ known: false, landingUrl: '/start', pageViews: 1 })
    const ofShop = await waymark.read('/api/v1/live/visits?channel=shop')
    expect(ofShop.items.map((one: LiveVisit) => one.contactId)).toEqual([shopper])

    const file = await waymark.app.inject({
      url: '/api/v1/live/visits/export?columns=contactName,contactId&channel=shop',
      headers: { authorization: 'Bearer admin-token' },
    })
    expect(file.statusCode).toBe(200)
    expect(file.body).toMatch(new RegExp(`^\ufeffcontactName,contactId\\r\\n.*,${shopper}\\r\\n$`))

    const first = await waymark.read('/api/v1/live/visits?limit=1')
    const second = await waymark.read(`/api/v1/live/visits?limit=1&cursor=${first.nextCursor}`)
    expect([first.items[0].contactId, second.items[0].contactId, second.nextCursor]).toEqual([
      shopper,
      ada,
      null,
    ])
  })

  test('end at once when somebody says so, and stay ended', async () => {
    const contact = await visit('11:00:00')
    waymark.setNow(at('11:05:00'))
    const [open] = (await waymark.read('/api/v1/live/visits')).items
    expect(open).toMatchObject({ contactId: contact, open: true })
    for (let n = 0; n < 2; n++) {
      const reply = await end(open.id)
      expect([reply.statusCode, reply.json().open, reply.json().endedAt]).toEqual([200, false, open.endedAt])
    }
    expect((await waymark.read('/api/v1/live/visits')).items).toEqual([])
  })

  test('are not for everybody to end, and not to be guessed', async () => {
    expect((await end('a3f4bc8b-6d84-454f-8215-000000000000', 'reading-token')).json().code).toBe(
      'role_too_low',
    )
    expect((await end('a3f4bc8b-6d84-454f-8215-000000000000', 'nobody')).statusCode).toBe(401)
    for (const id of ['a3f4bc8b-6d84-454f-8215-000000000000', 'none']) {
      const reply = await end(id)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'visit_not_found'])
    }
    const wrong = await waymark.get('/api/v1/live/visits?channel=nowhere')
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'invalid_parameter'])
  })
})
