import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VisitClient } from '../src/domain/visit-client.ts'
import { openReadingInstallation, type ReadingInstallation } from './support/reading.ts'

/** Whether reading shows what was recognised, and leaves robots out where it is asked to. */

const person: VisitClient = {
  isRobot: false,
  device: {
    type: 'mobile',
    vendor: 'Apple',
    model: 'iPhone',
    browser: 'Safari',
    browserVersion: '17.5',
    system: 'iOS',
    systemVersion: '17.5',
  },
  location: { country: 'DE', region: 'Bavaria', city: null },
  address: '192.0.2.0',
}
const robot: VisitClient = { isRobot: true, device: null, location: null, address: '203.0.113.0' }

let waymark: ReadingInstallation
/** A robot, a person, and one who came as both. */
let crawler: string
let ada: string
let both: string
let adasVisit: string
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ;[crawler, ada, both] = (await Promise.all(
    [1, 2, 3].map((minute) => waymark.createContact('sitecore', `2026-03-02T08:0${minute}:00Z`)),
  )) as [string, string, string]
  const view = (at: string) => ({ what: 'pagevisit', at: `2026-03-02T${at}Z`, url: `/${at}` })
  const visit = async (contact: string, client: VisitClient, ...times: string[]) =>
    (await waymark.act(contact, times.map(view), { api: 'sitecore', client }))[0] as string
  await visit(crawler, robot, '08:01:00', '08:01:10', '08:01:20')
  adasVisit = await visit(ada, person, '08:02:00', '08:02:10')
  await visit(both, robot, '08:03:00')
  await visit(both, person, '09:03:00')
  await waymark.markHuman(ada)
})
afterAll(() => waymark?.close())

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id)

describe('a visit', () => {
  test('shows whether it was a robot’s, with which device it was made and where', async () => {
    const { items } = await waymark.read(`/api/v1/contacts/${ada}/visits`)
    expect(items).toMatchObject([{ robot: false, device: person.device, location: person.location }])
    const [other] = (await waymark.read(`/api/v1/contacts/${crawler}/timeline`)).items
    expect(other).toMatchObject({ robot: true, device: null, location: null })
  })

  test.each([
    ['viewer', 'reading-token', null],
    ['admin', 'admin-token', '192.0.2.0'],
  ])('by itself shows a %s the address %s', async (_role, token, address) => {
    const headers = { authorization: `Bearer ${token}` }
    const reply = await waymark.app.inject({ url: `/api/v1/visits/${adasVisit}`, headers })
    expect(reply.json()).toMatchObject({ id: adasVisit, contactId: ada, address })
  })

  test('shows no address in lists, whoever asks', async () => {
    for (const list of ['visits', 'timeline']) {
      const reply = await waymark.app.inject({
        url: `/api/v1/contacts/${ada}/${list}`,
        headers: { authorization: 'Bearer admin-token' },
      })
      expect(reply.body).not.toContain('192.0.2')
    }
  })

  test('is described as it is answered', async () => {
    expect((await waymark.read(`/api/v1/visits/${adasVisit}`)).id).toBe(adasVisit)
  })

  test.each(['nonsense', '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'])(
    'that is not there is 404: %s',
    async (id) => {
      const reply = await waymark.get(`/api/v1/visits/${id}`)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'visit_not_found'])
    },
  )
})

describe('a contact', () => {
  test('is classified', async () => {
    const classifications = await Promise.all(
      [crawler, ada, both].map(async (id) => (await waymark.read(`/api/v1/contacts/${id}`)).classification),
    )
    expect(classifications).toEqual(['robot', 'human', 'unknown'])
  })
})

describe('robots=false', () => {
  test('leaves contacts out that are robots, in each order and in the count', async () => {
    for (const sort of ['-lastActivityAt', 'lastActivityAt', '-createdAt', 'createdAt']) {
      const page = await waymark.read(`/api/v1/contacts?robots=false&count=true&sort=${sort}`)
      expect([idsOf(page.items).toSorted(), page.total]).toEqual([[ada, both].toSorted(), 2])
    }
    expect((await waymark.read('/api/v1/contacts?robots=true&count=true')).total).toBe(3)
  })

  test('leaves out visits of robots, in the list, the count and the timeline', async () => {
    const all = await waymark.read(`/api/v1/contacts/${both}/visits?count=true`)
    const page = await waymark.read(`/api/v1/contacts/${both}/visits?robots=false&count=true`)
    expect([all.total, page.total, idsOf(page.items)]).toEqual([2, 1, [all.items[0].id]])
    const timeline = await waymark.read(`/api/v1/contacts/${both}/timeline?robots=false`)
    expect(idsOf(timeline.items)).toEqual(idsOf(page.items))
  })

  test('leaves out what was done in them, of all contacts and of one, in both orders and page by page', async () => {
    const urls = async (query: string) =>
      (await waymark.read(`/api/v1/activities?${query}`)).items.map(({ url }: { url: string }) => url)
    const expected = ['/09:03:00', '/08:02:10', '/08:02:00']
    expect(await urls('robots=false')).toEqual(expected)
    expect(await urls('robots=false&sort=occurredAt')).toEqual(expected.toReversed())
    expect(await urls(`robots=false&contact=${both}`)).toEqual(['/09:03:00'])
    expect(await urls(`robots=false&contact=${crawler}`)).toEqual([])
    expect((await waymark.read('/api/v1/activities?robots=false&count=true')).total).toBe(3)
    expect((await waymark.read('/api/v1/activities?count=true')).total).toBe(7)

    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await waymark.read(`/api/v1/activities?robots=false&limit=1&cursor=${cursor}`)
      seen.push(...page.items.map(({ url }: { url: string }) => url))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(expected)
  })

  test('holds for the cursors of a list: those of another one are refused', async () => {
    const { nextCursor } = await waymark.read(`/api/v1/contacts/${both}/visits?limit=1`)
    const reply = await waymark.get(
      `/api/v1/contacts/${both}/visits?limit=1&robots=false&cursor=${nextCursor}`,
    )
    expect(reply.json().code).toBe('invalid_cursor')
  })
})
