import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import type { Activity } from '../shared/activity.ts'
import type { Visit } from '../shared/visit.schemas.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

describe('A visit', () => {
  test('shows when and how the visitor came and what it was worth', async () => {
    const ada = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    const [visit] = await waymark.act(ada, [
      { what: 'campaign/Spring', at: '2026-03-01T08:00:00Z', referrer: 'https://search.example' },
      { what: 'pagevisit', at: '2026-03-01T08:00:01Z', url: '/landing' },
      { what: 'pagevisit', at: '2026-03-01T08:02:00Z', url: '/register' },
      { what: 'goal/Register', at: '2026-03-01T08:02:30.5Z' },
    ])
    const { items } = await waymark.read(`/api/v1/contacts/${ada}/visits`)
    expect(items).toEqual([
      {
        id: visit,
        contactId: ada,
        channelId: appChannel,
        channelName: 'App',
        deviceId: ada,
        startedAt: '2026-03-01T08:00:00.000Z',
        endedAt: '2026-03-01T08:02:30.500Z',
        durationMs: 150_500,
        pageViews: 2,
        activityCount: 4,
        points: 50,
        campaignId: waymark.catalogue.snapshot.definition('campaign', 'Spring')?.guid,
        campaignName: 'Spring',
        trafficChannel: 'Referral',
        landingUrl: '/landing',
        exitUrl: '/register',
        referrer: 'https://search.example',
        robot: false,
        device: null,
        location: null,
        open: false,
        endedBy: 'timeout',
      },
    ])
  })

  test('is open until the time-out has passed since its last activity', async () => {
    const ada = await waymark.createContact('xperience', '2026-03-02T08:00:00Z')
    await waymark.act(ada, [{ what: 'pagevisit', at: '2026-03-02T08:00:00Z' }])
    const visit = async () => (await waymark.read(`/api/v1/contacts/${ada}/visits`)).items[0]

    waymark.setNow('2026-03-02T08:19:59.999Z')
    expect(await visit()).toMatchObject({ open: true, endedBy: null })
    waymark.setNow('2026-03-02T08:20:00Z')
    expect(await visit()).toMatchObject({ open: false, endedBy: 'timeout' })
  })

  test('that was flushed is not open any more', async () => {
    const ada = await waymark.createContact('sitecore', '2026-03-02T08:00:00Z')
    await waymark.act(ada, [{ what: 'pagevisit', at: '2026-03-02T08:00:00Z' }], { api: 'sitecore' })
    await waymark.endVisits(ada, '2026-03-02T08:01:00Z')
    waymark.setNow('2026-03-02T08:02:00Z')
    const [visit] = (await waymark.read(`/api/v1/contacts/${ada}/visits`)).items
    expect(visit).toMatchObject({ open: false, endedBy: 'flush' })
    // Long after, too.
    waymark.setNow('2026-03-03T08:00:00Z')
    expect(await waymark.read(`/api/v1/visits/${visit.id}`)).toMatchObject({ endedBy: 'flush' })
  })
})

describe('The visits of a contact', () => {
  let customer: string
  let visitor: string
  const visits: string[] = []

  // The visitor turns out to be the customer in the middle of a visit, which goes on afterwards.
  beforeAll(async () => {
    customer = await waymark.createContact('xperience', '2026-01-01T08:00:00Z')
    const form = { what: 'datainput', value: 'form', fields: { email: 'visits@example.com' } }
    visits.push(...(await waymark.act(customer, [{ ...form, at: '2026-01-01T08:00:00Z' }])))
    visitor = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
    const [second] = await waymark.act(
      visitor,
      [
        { what: 'pagevisit', at: '2026-01-02T08:00:00Z' },
        { ...form, at: '2026-01-02T08:01:00Z' },
      ],
      { channel: shopChannel },
    )
    visits.push(second ?? '')
    await waymark.act(visitor, [{ what: 'click', at: '2026-01-02T08:02:00Z', value: 'Buy' }], {
      channel: shopChannel,
    })
    visits.push(...(await waymark.act(visitor, [{ what: 'pagevisit', at: '2026-01-03T08:00:00Z' }])))
  })

  test.each([() => customer, () => visitor])('are those under all its ids, newest first', async (id) => {
    const { items } = await waymark.read(`/api/v1/contacts/${id()}/visits`)
    expect(items.map((visit: Visit) => visit.id)).toEqual(visits.toReversed())
    expect(new Set(items.map((visit: Visit) => visit.contactId))).toEqual(new Set([customer]))
  })

  test('are in the other order when asked, and counted', async () => {
    const { items, total, totalIsEstimate } = await waymark.read(
      `/api/v1/contacts/${customer}/visits?sort=startedAt&count=true`,
    )
    expect(items.map((visit: Visit) => visit.id)).toEqual(visits)
    expect([total, totalIsEstimate]).toEqual([3, false])
  })

  test('have all their activities on the timeline, newest first, those after the merge too', async () => {
    const { items } = await waymark.read(`/api/v1/contacts/${visitor}/timeline`)
    expect(items.map((visit: Visit) => visit.id)).toEqual(visits.toReversed())
    const titles = items.map(({ activities }: { activities: Activity[] }) =>
      activities.map((activity) => activity.title),
    )
    expect(titles).toEqual([
      ['Page visit'],
      ["Clicked 'Buy'", "Data input 'form'", 'Page visit'],
      ["Data input 'form'"],
    ])
    expect(items[1].activities[0]).toMatchObject({ contactId: customer, visitId: visits[1], kind: 'click' })
  })

  test.each(['visits', 'timeline'])('of a contact that does not exist are answered 404: %s', async (list) => {
    const reply = await waymark.get(`/api/v1/contacts/a3f4bc8b-6d84-454f-8215-000000000000/${list}`)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'contact_not_found'])
  })

  test('of a contact that never did anything are none', async () => {
    const nobody = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
    const none = { items: [], nextCursor: null, prevCursor: null }
    expect(await waymark.read(`/api/v1/contacts/${nobody}/visits`)).toEqual(none)
    expect(await waymark.read(`/api/v1/contacts/${nobody}/timeline`)).toEqual(none)
  })
})

test('The timeline shows the newest 100 activities of a visit and says how many more there are', async () => {
  const ada = await waymark.createContact('xperience', '2026-03-05T08:00:00Z')
  const start = Date.parse('2026-03-05T08:00:00Z')
  const clicks = Array.from({ length: 130 }, (_, n) => ({
    what: 'click',
    at: new Date(start + Math.floor(n / 7)).toISOString(),
    value: String(n),
  }))
  await waymark.act(ada, clicks)
  const [visit] = (await waymark.read(`/api/v1/contacts/${ada}/timeline`)).items
  expect(visit.activities.map((activity: Activity) => activity.value)).toEqual(
    Array.from({ length: 100 }, (_, n) => String(129 - n)),
  )
  expect(visit.moreActivities).toBe(30)
})
