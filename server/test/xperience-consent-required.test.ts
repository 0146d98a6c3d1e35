import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  channelA,
  installXperience,
  statusesOf,
  type XperienceInstallation,
} from './support/xperience-installation.ts'

let waymark: XperienceInstallation
let contact: string
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())
beforeEach(async () => {
  await change({ requireConsent: 'TrackingConsent', allowProvisional: false })
  contact = await waymark.createContact()
})

const change = (channel: { requireConsent?: string | null; allowProvisional?: boolean }) =>
  waymark.provision({ channels: [{ id: channelA, name: 'A', codeName: 'a', ...channel }] })
const agree = (id: string, yes: boolean) =>
  waymark.ask({ method: 'POST', url: `/contacts/${id}/consents/TrackingConsent`, payload: { agree: yes } })
const visit = { type: 'pagevisit', value: 'Home', url: 'https://www.example.com' }
const input = (email: string) => ({
  type: 'datainput',
  value: 'Form',
  contactFields: { ContactEmail: email },
})
const log = async (id: string, ...activities: object[]) =>
  statusesOf(await waymark.log(id, ...(activities as [])))
const countActivities = async () => (await waymark.readActivities(contact)).length

describe('where a channel requires a consent', () => {
  test('contacts are made, and each activity of one that has not agreed is answered 403 with a sentence', async () => {
    const reply = await waymark.log(contact, visit, input('luke@example.com'))
    expect(reply.statusCode).toBe(207)
    const refused = { status: 403, error: expect.stringContaining('has not agreed') }
    expect(reply.json().results).toEqual([refused, refused])
    expect(await countActivities()).toBe(0)
    expect((await waymark.readContact(contact)).email).toBeNull()
  })

  test('not even a mistake is looked at before the contact has agreed', async () => {
    expect(await log(contact, visit, { type: 'nonsense' })).toEqual([403, 403])
    await agree(contact, true)
    expect(await log(contact, visit, { type: 'nonsense' })).toEqual([202, 400])
  })

  test('no activities are still no activities, and an unknown contact is still 404', async () => {
    expect(await log(contact)).toEqual([])
    const reply = await waymark.log('06b035b8-6658-4a1b-b1de-5994e4975fb1', visit)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'contact_not_found'])
  })

  test('what is agreed, revoked and agreed again holds for the next request each time', async () => {
    const statuses: number[] = []
    for (const yes of [true, false, true]) {
      expect((await agree(contact, yes)).statusCode).toBe(200)
      statuses.push(...(await log(contact, visit)))
    }
    expect(statuses).toEqual([202, 403, 202])
    expect(await countActivities()).toBe(2)
  })

  test('the agreement follows contacts that merge', async () => {
    await agree(contact, true)
    await log(contact, input('merging@example.com'))
    const other = await waymark.createContact()
    expect(await log(other, input('merging@example.com'))).toEqual([403])
    await agree(other, true)
    expect(await log(other, input('merging@example.com'))).toEqual([202])
    await agree(contact, false)
    expect(await log(other, visit)).toEqual([403])
  })

  test('an activity that an address moves to another contact needs the agreement of that one', async () => {
    await agree(contact, true)
    expect(await log(contact, input('mine@example.com'))).toEqual([202])
    expect(await log(contact, visit, input('new@example.com'), visit)).toEqual([202, 403, 202])
    const other = await waymark.createContact()
    await agree(other, true)
    expect(await log(other, input('other@example.com'))).toEqual([202])
    expect(await log(contact, input('other@example.com'))).toEqual([202])
    await agree(other, false)
    expect(await log(contact, input('other@example.com'), visit)).toEqual([403, 202])
    expect(await countActivities()).toBe(4)
    expect(await waymark.readActivities(other)).toHaveLength(2)
  })

  test('a contact is not merged into one that has revoked since', async () => {
    const other = await waymark.createContact()
    await agree(other, true)
    await log(other, input('revoked@example.com'))
    await agree(contact, true)
    waymark.advance(1_000)
    await agree(other, false)
    expect(await log(contact, input('revoked@example.com'), visit)).toEqual([403, 202])
    expect((await waymark.readContact(contact)).id).toBe(contact)
    await agree(contact, true)
    expect(await log(contact, input('revoked@example.com'))).toEqual([403])
    waymark.advance(1)
    await agree(contact, true)
    expect(await log(contact, input('revoked@example.com'))).toEqual([202])
    expect((await waymark.readContact(contact)).id).toBe(other)
  })

  test('a change of the channel holds at the next request', async () => {
    await change({ requireConsent: null })
    expect(await log(contact, visit)).toEqual([202])
    await change({ requireConsent: 'TrackingConsent' })
    expect(await log(contact, visit)).toEqual([403])
  })

  test('no provisional definition is made of what is refused', async () => {
    await change({ allowProvisional: true })
    const count = () =>
      waymark.queries.selectFrom('definitions').select('id').where('name', '=', 'custom_unheard').execute()
    expect(await log(contact, { type: 'custom_unheard' })).toEqual([403])
    expect(await count()).toEqual([])
    await agree(contact, true)
    expect(await log(contact, { type: 'custom_unheard' })).toEqual([202])
    expect(await count()).toHaveLength(1)
  })
})
