import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import { installSitecore, KEY, type SitecoreInstallation } from './support/sitecore-installation.ts'
import { installXperience, statusesOf, type XperienceInstallation } from './support/xperience-installation.ts'

// docs/spec/waymark.md §6.2 and §6.3, from the wire to what is read back.

let sitecore: SitecoreInstallation
let xperience: XperienceInstallation
beforeAll(async () => {
  sitecore = await installSitecore()
  xperience = await installXperience()
})
afterAll(async () => {
  await sitecore?.close()
  await xperience?.close()
})

const event = `/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(KEY)}`
const post = (visitor: string, payload: object, query = '') =>
  sitecore.app.inject({
    method: 'POST',
    url: event + query,
    payload,
    headers: { 'x-waymark-visitor': visitor },
  })
const read = async (contact: string) =>
  (await sitecore.read(`/activities?contact=${contact}&sort=occurredAt`)).items

describe('an event of the Sitecore API', () => {
  test('that is sent five times is answered alike each time and counted once, when it happened', async () => {
    const visitor = newId()
    const goal = {
      goalId: 'Register',
      messageId: 'm',
      timestamp: '2026-03-02T10:15:00.5+01:00',
      colour: 'red',
    }
    const replies = []
    for (let n = 0; n < 5; n++) replies.push(await post(visitor, [goal]))
    expect(new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['200 {"status":"ok","accepted":1,"events":[{"index":0,"status":"ok"}]}']),
    )
    expect(await read(visitor)).toMatchObject([
      {
        type: 'Register',
        occurredAt: '2026-03-02T09:15:00.500Z',
        receivedAt: sitecore.now().toISOString(),
        timeSource: 'client',
        data: { colour: 'red' },
      },
    ])
    expect(await sitecore.read(`/contacts/${visitor}`)).toMatchObject({ visitCount: 1, activityCount: 1 })
  })

  test('keeps what is no id or no time among its other members, and has the time of its arrival', async () => {
    const visitor = newId()
    const odd = { messageId: '', timestamp: 'yesterday' }
    for (let n = 0; n < 2; n++) await post(visitor, [{ goalId: 'Register', ...odd }])
    expect(await read(visitor)).toMatchObject(
      Array(2).fill({ occurredAt: sitecore.now().toISOString(), timeSource: 'server', data: odd }),
    )
  })

  test('that is too old or too far ahead is moved, and says so', async () => {
    const visitor = newId()
    await post(visitor, [
      { goalId: 'Register', timestamp: '2020-01-01T00:00:00Z' },
      { goalId: 'Register', timestamp: '2030-01-01T00:00:00Z' },
    ])
    expect(await read(visitor)).toMatchObject([
      { occurredAt: '2026-02-27T12:00:00.000Z', timeSource: 'clamped' },
      { occurredAt: '2026-03-02T12:05:00.000Z', timeSource: 'clamped' },
    ])
  })

  test('takes the campaign and the goal of the query along: they are not counted again, and happened with it', async () => {
    const visitor = newId()
    const page = { pageId: 'home', messageId: 'p', timestamp: '2026-03-02T08:00:00Z' }
    for (let n = 0; n < 3; n++) await post(visitor, [page], '&sc_camp=Spring&sc_trk=Register')
    const activities = await read(visitor)
    expect(activities.map(({ type, occurredAt }: Record<string, string>) => [type, occurredAt])).toEqual([
      ['pagevisit', '2026-03-02T08:00:00.000Z'],
      ['Spring', '2026-03-02T08:00:00.000Z'],
      ['Register', '2026-03-02T08:00:00.000Z'],
    ])
  })

  test('that was refused leaves no id: mended, it is stored', async () => {
    const visitor = newId()
    expect((await post(visitor, [{ goalId: 'nope', messageId: 'm' }])).statusCode).toBe(400)
    expect((await post(visitor, [{ goalId: 'Register', messageId: 'm' }])).statusCode).toBe(200)
    expect(await read(visitor)).toHaveLength(1)
  })
})

describe('an activity of the Xperience API', () => {
  test('that is sent five times, in any case of its members, is accepted each time and counted once', async () => {
    const contact = await xperience.createContact()
    const click = {
      Type: 'click',
      Value: 'Buy',
      MessageId: 'm',
      TimeStamp: '2026-03-02T11:59:00Z',
      colour: 'red',
    }
    for (let n = 0; n < 5; n++) expect(statusesOf(await xperience.log(contact, click))).toEqual([202])
    expect(await xperience.readActivities(contact)).toMatchObject([
      { value: 'Buy', occurredAt: '2026-03-02T11:59:00.000Z', timeSource: 'client', data: { colour: 'red' } },
    ])
  })

  test('without other members has no data', async () => {
    const contact = await xperience.createContact()
    await xperience.log(contact, { type: 'click', value: 'Buy', messageId: 'm' })
    expect(await xperience.readActivities(contact)).toMatchObject([{ data: null, timeSource: 'server' }])
  })

  test('that brings an e-mail address again moves nothing again', async () => {
    const [ada, other] = [await xperience.createContact(), await xperience.createContact()]
    const form = (messageId: string, email: string) => ({
      type: 'datainput',
      value: 'Form',
      messageId,
      contactFields: { ContactEmail: email },
    })
    await xperience.log(ada, form('1', 'ada@example.com'))
    for (let n = 0; n < 3; n++) await xperience.log(other, form('2', 'ada@example.com'))
    expect(await xperience.readContact(other)).toMatchObject({
      id: ada,
      activityCount: 2,
      mergedIds: [other],
    })
    expect(statusesOf(await xperience.log(ada, form('2', 'new@example.com')))).toEqual([202])
    expect(await xperience.readContact(ada)).toMatchObject({ email: 'ada@example.com', activityCount: 2 })
  })
})
