import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
let ada: string
let ben: string
let benAsVisitor: string
let page: string

// Ben looks at a page of the shop, then gives the address by which he is known already.
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ada = await waymark.createContact('xperience', '2026-01-01T08:00:00Z')
  ben = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
  const form = { what: 'datainput', fields: { email: 'ben@example.com' } }
  await waymark.act(ben, [{ ...form, at: '2026-01-02T08:00:00Z' }])
  benAsVisitor = await waymark.createContact('sitecore', '2026-01-03T08:00:00Z')
  const [first] = await waymark.act(benAsVisitor, [
    { what: 'pagevisit', at: '2026-01-03T08:00:00Z' },
    { ...form, at: '2026-01-03T08:00:01Z' },
  ])
  page = first ?? ''
})
afterAll(() => waymark.close())

describe('One activity', () => {
  test('is found by its id, and sooner with its contact, also under an id that was merged away', async () => {
    const [listed] = (await waymark.read(`/api/v1/activities?contact=${ben}&kind=pageView`)).items
    for (const query of ['', `?contact=${ben}`, `?contact=${benAsVisitor}`]) {
      expect(await waymark.read(`/api/v1/activities/${page.toUpperCase()}${query}`)).toEqual(listed)
    }
  })

  test('is found days beside its receipt, where the client said when it happened', async () => {
    const at = '2026-02-01T08:00:00Z'
    const [late] = await waymark.act(ada, [{ what: 'click', at, receivedAt: '2026-02-04T07:59:00Z' }])
    expect((await waymark.read(`/api/v1/activities/${late}`)).occurredAt).toBe('2026-02-01T08:00:00.000Z')
  })

  test.each([
    ['a GUID that is no activity', () => '019b7892-1c00-7000-99f4-c096350ad527'],
    ['a GUID of the far future', () => 'ffffffff-ffff-7000-99f4-c096350ad527'],
    ['what is no GUID', () => 'x'],
    ['one of another contact', () => `${page}?contact=${ada}`],
    ['one of a contact that is not there', () => `${page}?contact=a3f4bc8b-6d84-454f-8215-000000000000`],
  ])('is not found by %s', async (_what, path) => {
    const reply = await waymark.get(`/api/v1/activities/${path()}`)
    expect(reply.statusCode).toBe(404)
    expect(reply.json().code).toBe('activity_not_found')
  })

  test('is for those with a token', async () => {
    const reply = await waymark.app.inject('/api/v1/activities/019b7892-1c00-7000-99f4-c096350ad527')
    expect(reply.statusCode).toBe(401)
  })
})
