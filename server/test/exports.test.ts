import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from './support/reading.ts'

let waymark: ReadingInstallation
let ada: string
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({
    tokens: [
      { name: 'marketer', secret: 'marketer-token', role: 'marketer' },
      { name: 'privacy', secret: 'privacy-token', role: 'privacy' },
    ],
  })
  ada = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
  const fields = { email: 'ada@example.com', firstName: '=cmd|calc', lastName: 'Lovelace' }
  await waymark.act(ada, [
    { what: 'datainput', at: '2026-03-01T08:00:00Z', value: 'form', fields },
    { what: 'campaign/Spring', at: '2026-03-01T08:00:01Z' },
    { what: 'goal/Register', at: '2026-03-01T08:00:05Z' },
  ])
  await waymark.createContact('xperience', '2026-03-01T09:00:00Z')
  await waymark.queries
    .insertInto('rejected_events')
    .values({
      id: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b',
      received_at: '2026-03-01T10:00:00Z',
      api: 1,
      channel_id: 1,
      api_key_id: 1,
      code: 'unknown_goal',
      message: 'There is no goal.',
      payload: '@{"goalId":"x"}',
    })
    .execute()
})
afterAll(() => waymark.close())

const get = (url: string, secret: string | null = 'admin-token') =>
  waymark.app.inject({
    url: `/api/v1${url}`,
    ...(secret !== null && { headers: { authorization: `Bearer ${secret}` } }),
  })

describe('Every list has an export', () => {
  test('of contacts, with the filters of the list and the columns that were asked for, no cell a formula', async () => {
    const reply = await get('/contacts/export?columns=email,firstName,totalPoints,latestVisitAt&known=true')
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(reply.body).toBe(
      `\uFEFFemail,firstName,totalPoints,latestVisitAt\r\nada@example.com,'=cmd|calc,50,2026-03-01T08:00:00.000Z\r\n`,
    )
  })

  test('of contacts, with the names of what they agree to', async () => {
    const text = { shortText: 'a', fullText: 'b' }
    await waymark.provision({
      languages: [{ code: 'en', name: 'English', default: true }],
      consents: ['News', 'Tracking'].map((name) => ({ name, displayName: name, texts: { en: text } })),
    })
    await waymark.agree(ada, 'News', true, '2026-03-01T08:00:06Z')
    await waymark.agree(ada, 'Tracking', true, '2026-03-01T08:00:07Z')
    const reply = await get('/contacts/export?columns=email,consents&known=true')
    expect(reply.body).toBe('\uFEFFemail,consents\r\nada@example.com,"Tracking, News"\r\n')
  })

  test('of contacts, with the names of channels and campaigns', async () => {
    const reply = await get(
      '/contacts/export?columns=email,latestVisitChannel,latestVisitCampaign&known=true',
    )
    expect(reply.body).toBe(
      '\uFEFFemail,latestVisitChannel,latestVisitCampaign\r\nada@example.com,App,Spring\r\n',
    )
  })

  test('of contacts for people: headed by words, named as in the list, durations as spreadsheets take them', async () => {
    const columns = 'name,lastActivityAt,latestVisitDuration,latestVisitChannel,notes,robot'
    const [heading, first, second] = (
      await get(`/contacts/export?headings=words&columns=${columns}`)
    ).body.split('\r\n')
    expect(heading).toBe('\uFEFFName,Last visit,Duration of latest visit,Channel,Notes,Robot')
    expect(first).toBe("'=cmd|calc Lovelace,2026-03-01T08:00:05.000Z,0:00:05,App,,false")
    expect(second).toMatch(/^Anonymous [0-9a-f]{4},,,,,false$/)
  })

  test('of activities, with names beside ids, as JSON lines', async () => {
    const reply = await get(
      '/activities/export?format=ndjson&kind=goal&columns=contact,title,occurredAt,channel,data',
    )
    expect(reply.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    expect(JSON.parse(reply.body)).toEqual({
      contact: '=cmd|calc Lovelace',
      title: 'Registration',
      occurredAt: '2026-03-01T08:00:05.000Z',
      channel: 'App',
      data: null,
    })
  })

  test('of the visits of a contact', async () => {
    const reply = await get(
      `/contacts/${ada}/visits/export?columns=startedAt,channel,campaign,activityCount,trafficChannel,country`,
    )
    expect(reply.body).toBe(
      '\uFEFFstartedAt,channel,campaign,activityCount,trafficChannel,country\r\n2026-03-01T08:00:00.000Z,App,Spring,3,Direct,\r\n',
    )
  })

  test('of rejected events', async () => {
    const reply = await get('/rejected-events/export?columns=code,channel,payload')
    expect(reply.body).toBe(`\uFEFFcode,channel,payload\r\nunknown_goal,App,"'@{""goalId"":""x""}"\r\n`)
  })

  test('with every column, where none is asked for, in the order of the list', async () => {
    const [heading, ...rows] = (await get('/contacts/export')).body.trimEnd().split('\r\n')
    expect(heading).toMatch(/^\uFEFFid,displayName,name,known,email,.*,latestVisitCity$/)
    expect(rows.map((row) => row.startsWith(ada))).toEqual([true, false])
  })
})

const paths = [
  '/contacts/export',
  '/activities/export',
  '/contacts/ID/visits/export',
  '/live/requests/export',
  '/live/visits/export',
  '/rejected-events/export',
]
describe.each(paths)('GET %s', (path) => {
  const url = () => path.replace('ID', ada)

  test('is for those who may use the data for others, not for viewers', async () => {
    expect((await get(url(), 'reading-token')).json().code).toBe('role_too_low')
    const mayMarketer = path !== '/rejected-events/export'
    expect((await get(url(), 'marketer-token')).statusCode).toBe(mayMarketer ? 200 : 403)
    expect((await get(url(), 'privacy-token')).statusCode).toBe(200)
    expect((await get(url(), null)).statusCode).toBe(401)
  })

  test('refuses columns, formats and filters that it does not have', async () => {
    for (const query of [
      'columns=email,shoeSize',
      'format=xlsx',
      'limit=5',
      'headings=none',
      'sort=shoeSize',
    ]) {
      const reply = await get(`${url()}?${query}`)
      expect([query, reply.statusCode, reply.json().code]).toEqual([query, 400, 'invalid_parameter'])
    }
  })

  test('takes no HEAD, which would read the whole list', async () => {
    const headers = { authorization: 'Bearer admin-token' }
    const reply = await waymark.app.inject({ method: 'HEAD', url: `/api/v1${url()}`, headers })
    expect(reply.statusCode).toBe(405)
  })
})

test('The visits of a contact that is not there are not exported', async () => {
  const reply = await get('/contacts/a3f4bc8b-6d84-454f-8215-000000000000/visits/export')
  expect([reply.statusCode, reply.json().code]).toEqual([404, 'contact_not_found'])
})
