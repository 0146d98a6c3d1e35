import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import type { Visit } from '../shared/visit.schemas.ts'
import type { VisitPages } from './visit-pages.schemas.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const pagesOf = (id: string): Promise<VisitPages> => waymark.read(`/api/v1/visits/${id}/pages`)

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

describe('A visit page by page', () => {
  test('adds up to the visit, also where it went on under another id after a merge', async () => {
    const form = { what: 'datainput', value: 'form', fields: { email: 'pages@example.com' } }
    const customer = await waymark.createContact('xperience', '2026-01-01T08:00:00Z')
    await waymark.act(customer, [{ ...form, at: '2026-01-01T08:00:00Z' }])
    const visitor = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
    const [id = ''] = await waymark.act(visitor, [
      { what: 'campaign/Spring', at: '2026-01-02T08:00:00Z' },
      { what: 'pagevisit', at: '2026-01-02T08:00:10Z', url: '/', value: 'Home' },
      { what: 'goal/Register', at: '2026-01-02T08:00:30Z' },
      { ...form, at: '2026-01-02T08:01:00Z' },
    ])
    await waymark.act(visitor, [
      { what: 'pagevisit', at: '2026-01-02T08:02:00Z', url: '/done' },
      { what: 'goal/Register', at: '2026-01-02T08:02:05Z' },
    ])
    const visit: Visit = await waymark.read(`/api/v1/visits/${id}`)
    const { pages, withoutPage, contactId, moreActivities } = await pagesOf(id)
    expect([contactId, moreActivities]).toEqual([customer, 0])
    expect(withoutPage.activities).toMatchObject([{ kind: 'campaign', contactId: customer }])
    expect(pages).toMatchObject([
      { url: '/', title: 'Home', points: 50, durationMs: 110_000 },
      { url: '/done', title: null, points: 50, durationMs: 5_000 },
    ])
    const places = [withoutPage, ...pages]
    expect(sum(places.map(({ points }) => points))).toBe(visit.points)
    expect(sum(places.map(({ durationMs }) => durationMs))).toBe(visit.durationMs)
    expect(sum(places.map(({ activities }) => activities.length)) + pages.length).toBe(visit.activityCount)
  })

  test('names what definitions keep out of lists', async () => {
    await waymark.provision({ events: [{ name: 'Quiet', showInEventsList: false, points: 3 }] })
    const ada = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    const [id = '', quiet] = await waymark.act(ada, [
      { what: 'pagevisit', at: '2026-03-01T08:00:00Z' },
      { what: 'event/Quiet', at: '2026-03-01T08:00:01Z' },
      { what: 'event/Download', at: '2026-03-01T08:00:02Z' },
    ])
    expect((await pagesOf(id)).pages).toMatchObject([{ points: 3, unlistedIds: [quiet] }])
  })

  test('shows the first 2,000 activities and says how many more there are', async () => {
    const robot = await waymark.createContact('xperience', '2026-03-02T08:00:00Z')
    const start = Date.parse('2026-03-02T08:00:00Z')
    const clicks = Array.from({ length: 2_050 }, (_, n) => ({
      what: 'click',
      at: new Date(start + n * 10).toISOString(),
    }))
    const [id = ''] = await waymark.act(robot, clicks)
    const { withoutPage, moreActivities } = await pagesOf(id)
    expect([withoutPage.activities.length, moreActivities]).toEqual([2_000, 50])
  })

  test.each(['a3f4bc8b-6d84-454f-8215-000000000000', 'visit', '%00'])(
    'that is not there is answered 404: %s',
    async (id) => {
      const reply = await waymark.get(`/api/v1/visits/${id}/pages`)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'visit_not_found'])
    },
  )
})
