import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  RejectedCauses,
  RejectedEventDetail,
  RejectedEventView,
  ReplayResult,
} from '../src/features/rejected-events/rejected-events.schemas.ts'
import type { Job } from '../src/features/shared/job.schemas.ts'
import {
  installSitecore,
  KEY,
  LISTING_KEY,
  type SitecoreInstallation,
  XPERIENCE_KEY,
} from './support/sitecore-installation.ts'

let waymark: SitecoreInstallation
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark.close())

const channel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
let visitors = 0
const newVisitor = () => `0198f2c4-1c7e-7d2a-9b7e-${(++visitors).toString(16).padStart(12, '0')}`

interface Sending {
  readonly visitor?: string
  readonly key?: string
  readonly query?: string
  readonly headers?: Record<string, string>
}

async function push(events: unknown, { visitor, key = KEY, query = '', headers }: Sending = {}) {
  return waymark.app.inject({
    method: 'POST',
    url: `/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(key)}${query}`,
    headers: {
      'content-type': 'application/json',
      ...(visitor !== undefined && { 'x-waymark-visitor': visitor }),
      ...headers,
    },
    payload: typeof events === 'string' ? events : JSON.stringify(events),
  })
}

async function ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) {
  const reply = await waymark.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      authorization: 'Bearer reading-token',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  return { status: reply.statusCode, body: reply.json() }
}

/** Has the API refuse something, and finds what was kept of it. */
async function refuse(events: unknown, sending: Sending = {}): Promise<RejectedEventView> {
  waymark.advance(1)
  const at = waymark.now().toISOString()
  const reply = await push(events, sending)
  expect(reply.statusCode).toBeGreaterThanOrEqual(400)
  return keptAt(at)
}

async function keptAt(at: string): Promise<RejectedEventView> {
  let kept: RejectedEventView | undefined
  await expect
    .poll(async () => {
      const { items } = await waymark.read(`/rejected-events?from=${at}`)
      kept = items[0]
      return items.length
    })
    .toBeGreaterThan(0)
  if (kept === undefined) throw new Error('Nothing was kept.')
  return kept
}

async function replay(id: string, payload?: unknown): Promise<ReplayResult> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const { status, body } = await ask(
    'POST',
    `/rejected-events/${id}/replay`,
    payload === undefined ? undefined : { payload: text },
  )
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

const namesOf = async (visitor: string) => (await waymark.readActivities(visitor)).map(({ name }) => name)

const pageView = (url: string) => ({ pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url })

/** When somebody saw a page, as the management API writes it. */
async function timeOf(visitor: string, url: string): Promise<string | undefined> {
  const { rows } = await sql<{ at: Date }>`
    SELECT occurred_at AS at FROM activities WHERE contact_id = ${visitor} AND url = ${url}`.execute(
    waymark.db,
  )
  return rows[0]?.at.toISOString()
}

/** What somebody did in the order of time: pages by their address. */
async function placesOf(visitor: string): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    SELECT coalesce(a.url, d.name) AS place FROM activities a JOIN definitions d ON d.id = a.definition_id
    WHERE a.contact_id = ${visitor} ORDER BY a.occurred_at, a.id`.execute(waymark.db)
  return rows.map(({ place }) => place)
}

describe('A rejected event', () => {
  test('is shown with all that a replay needs', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ goalId: 'Regsiter', messageId: 'm-1' }], {
      visitor,
      headers: {
        'user-agent': 'Mozilla/5.0',
        referer: 'https://www.example.com/',
        'x-forwarded-for': '1.2.3.4',
      },
    })
    const { body } = await ask('GET', `/rejected-events/${kept.id}`)
    const detail: RejectedEventDetail = body
    expect(detail).toMatchObject({
      code: 'unknown_goal',
      subject: 'Regsiter',
      kind: 'goal',
      endpoint: 'event',
      sent: 'item',
      contactId: visitor,
      state: 'waiting',
      attempts: 0,
      notReplayable: null,
      probablyDone: null,
      client: { userAgent: 'Mozilla/5.0', referrer: 'https://www.example.com/' },
      schema: { type: 'object' },
      correctedPayload: null,
    })
    expect(detail.requestId).toMatch(/./)
  })

  test('names its contact once there is one, who is as old as the event', async () => {
    const kept = await refuse([{ goalId: 'Regsiter' }])
    const receivedAt = waymark.now()
    expect(kept).toMatchObject({ contactId: expect.any(String), contact: null })
    waymark.advance(60)
    const { event } = await replay(kept.id, { goalId: 'Register' })
    const displayName = `Anonymous - ${receivedAt.toISOString().replace('T', ' ').slice(0, -1)}`
    expect(event.contact).toEqual({ id: event.storedContactId, displayName, known: false })
    const { body } = await ask('GET', `/contacts/${event.contact?.id}`)
    expect(body).toMatchObject({ displayName, createdAt: receivedAt.toISOString() })
  })

  test('that is corrected becomes an activity of its contact at its original time, and leaves the list', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ goalId: 'Regsiter' }], { visitor })
    waymark.advance(60 * 24)
    const result = await replay(kept.id, { goalId: 'Register' })
    expect(result).toMatchObject({
      status: 'replayed',
      wasStored: false,
      items: [{ status: 'stored' }],
      event: { state: 'replayed', attempts: 1, settledBy: 'token', storedContactId: visitor },
    })
    expect(await namesOf(visitor)).toEqual(['Register'])
    const { rows } = await sql<{ at: Date; source: number }>`
      SELECT occurred_at AS at, time_source AS source FROM activities WHERE contact_id = ${visitor}`.execute(
      waymark.db,
    )
    expect(rows).toEqual([{ at: new Date(kept.receivedAt), source: 3 }])
    const waiting = await waymark.read('/rejected-events?state=waiting&limit=500')
    expect(waiting.items.map(({ id }: RejectedEventView) => id)).not.toContain(kept.id)
    const { body } = await ask('GET', `/rejected-events/${kept.id}`)
    expect(body).toMatchObject({
      payload: '{"goalId":"Regsiter"}',
      correctedPayload: '{"goalId":"Register"}',
      correctedBy: 'token',
    })
  })

  test('keeps the time of its request, and comes before what the same batch stored', async () => {
    const visitor = newVisitor()
    await push([pageView('/before')], { visitor })
    waymark.advance(1)
    const at = waymark.now().toISOString()
    await waymark.letTimePass(() => push([{ goalId: 'Regsiter' }, pageView('/after')], { visitor }))
    const kept = await keptAt(at)
    expect(kept.receivedAt).toBe(await timeOf(visitor, '/after'))
    await replay(kept.id, { goalId: 'Register' })
    expect(await placesOf(visitor)).toEqual(['/before', 'Register', '/after'])
  })

  test('that is refused again goes on waiting, with the new reason', async () => {
    const kept = await refuse([{ goalId: 'Regsiter' }])
    expect(await replay(kept.id, { goalId: 'Rregister' })).toMatchObject({
      status: 'refused',
      code: 'unknown_goal',
      message: "There is no goal 'Rregister'. Define it first, or check the spelling.",
      items: [{ status: 'refused', code: 'unknown_goal' }],
      event: {
        state: 'waiting',
        attempts: 1,
        code: 'unknown_goal',
        lastMessage: expect.stringContaining('Rreg'),
      },
    })
    expect(await replay(kept.id, '{"goalId":')).toMatchObject({
      status: 'refused',
      code: 'malformed_json',
      event: { attempts: 2 },
    })
    expect(await replay(kept.id, { goalId: 'Register' })).toMatchObject({ status: 'replayed' })
  })

  test('that two people replay at once is stored once', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ goalId: 'Regsiter' }], { visitor })
    const payload = JSON.stringify({ goalId: 'Register' })
    const replies = await Promise.all(
      [1, 2, 3].map(() => ask('POST', `/rejected-events/${kept.id}/replay`, { payload })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(replies.find(({ status }) => status === 409)?.body.code).toMatch(
      /^(replay_under_way|rejected_event_settled)$/,
    )
    expect(await namesOf(visitor)).toEqual(['Register'])
    expect(await ask('POST', `/rejected-events/${kept.id}/replay`, { payload })).toMatchObject({
      status: 409,
      body: { code: 'rejected_event_settled' },
    })
  })

  test.each([
    ['at once', 0, false],
    ['ten days later, when its id is forgotten', 10 * 24 * 60, false],
    ['ten days later, by a contact that was merged meanwhile', 10 * 24 * 60, true],
  ])(
    'is stored once, if a crash came after the commit and it is replayed again %s',
    async (_, minutes, isMoved) => {
      const visitor = newVisitor()
      const kept = await refuse([{ goalId: 'Regsiter' }], { visitor })
      await replay(kept.id, { goalId: 'Register' })
      // As if nobody had noted what became of it, more than a minute ago.
      await sql`UPDATE rejected_events SET state = 1, claim = gen_random_uuid(), claimed_at = now() - interval '61 seconds',
      settled_at = NULL, settled_by = NULL WHERE id = ${kept.id}`.execute(waymark.db)
      waymark.advance(minutes)
      if (minutes > 0) await sql`DELETE FROM message_ids`.execute(waymark.db)
      if (isMoved) {
        // As a merge leaves it: the id names another contact, activities stay where they are.
        const other = newVisitor()
        await push([{ goalId: 'Register' }], { visitor: other })
        await sql`INSERT INTO contact_aliases (alias_id, contact_id, api) VALUES (${visitor}, ${other}, 1)`.execute(
          waymark.db,
        )
      }
      const { body } = await ask('GET', `/rejected-events/${kept.id}`)
      expect(body.state).toBe('waiting')
      expect(await replay(kept.id)).toMatchObject({ status: 'replayed', wasStored: true })
      const { rows } = await sql`SELECT 1 FROM activities WHERE right(id::text, 17) IN (
      SELECT right(id::text, 17) FROM activities WHERE contact_id = ${visitor})`.execute(waymark.db)
      expect(rows).toHaveLength(1)
    },
  )

  test('is stored once by the engine itself, when its id is forgotten and nobody knows of the first time', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ goalId: 'Regsiter' }], { visitor })
    await replay(kept.id, { goalId: 'Register' })
    await sql`UPDATE rejected_events SET state = 0, settled_at = NULL WHERE id = ${kept.id}`.execute(
      waymark.db,
    )
    await sql`DELETE FROM message_ids`.execute(waymark.db)
    expect(await replay(kept.id)).toMatchObject({ status: 'replayed' })
    expect(await namesOf(visitor)).toEqual(['Register'])
  })

  test('whose event the client sent again is offered as probably done, and stored once', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ outcomeId: 'Opportunity', monetaryValue: 'much', messageId: 'm-7' }], {
      visitor,
    })
    expect(
      (await push([{ outcomeId: 'Opportunity', monetaryValue: '12', messageId: 'm-7' }], { visitor }))
        .statusCode,
    ).toBe(200)
    const { body } = await ask('GET', `/rejected-events/${kept.id}`)
    expect(body.probablyDone).toBe('sameMessageId')
    expect(
      await replay(kept.id, { outcomeId: 'Opportunity', monetaryValue: '12', messageId: 'm-7' }),
    ).toMatchObject({ status: 'replayed', wasStored: true })
    expect(await namesOf(visitor)).toEqual(['Opportunity'])
  })

  test('is probably done, too, when the same activity of its contact followed within minutes', async () => {
    const visitor = newVisitor()
    const kept = await refuse([{ outcomeId: 'Opportunity', monetaryValue: 'much' }], { visitor })
    waymark.advance(2)
    await push([{ outcomeId: 'Opportunity', monetaryValue: '12' }], { visitor })
    const { items } = await waymark.read(`/rejected-events?contact=${visitor}`)
    expect(items).toMatchObject([{ id: kept.id, probablyDone: 'sameEvent' }])
  })

  test('is judged again as a whole request, all of it or nothing', async () => {
    const visitor = newVisitor()
    const kept = await refuse('[{"goalId":"Register"},{"goalId":"Instant Demo"', {
      visitor,
      query: '&sc_camp=Spring',
    })
    expect(kept).toMatchObject({ sent: 'body', code: 'malformed_json', notReplayable: null })
    const half = await replay(kept.id, [{ goalId: 'Register' }, { goalId: 'Nobody' }])
    expect(half).toMatchObject({
      status: 'refused',
      items: [{ status: 'ready' }, { status: 'refused', code: 'unknown_goal' }],
    })
    expect(await namesOf(visitor)).toEqual([])
    const whole = await replay(kept.id, [{ goalId: 'Register' }, { goalId: 'Instant Demo' }])
    expect(whole).toMatchObject({ status: 'replayed', items: [{ status: 'stored' }, { status: 'stored' }] })
    expect((await namesOf(visitor)).sort()).toEqual(['Instant Demo', 'Register', 'Spring'])
  })

  test('of nobody makes one contact, whoever replays what came with it', async () => {
    waymark.advance(1)
    const at = waymark.now().toISOString()
    const before = await waymark.countContacts()
    await push([{ goalId: 'one' }, { goalId: 'two' }])
    await keptAt(at)
    const { items } = await waymark.read(`/rejected-events?from=${at}`)
    expect(items).toHaveLength(2)
    for (const { id } of items) await replay(id, { goalId: 'Register' })
    expect(await waymark.countContacts()).toBe(before + 1)
    expect(await namesOf(items[0].contactId)).toEqual(['Register', 'Register'])
  })

  test('that a parameter of the address asked for is judged again', async () => {
    waymark.advance(1)
    const at = waymark.now().toISOString()
    const visitor = newVisitor()
    await push([{ goalId: 'Register' }], { visitor, query: '&sc_camp=Sprung' })
    const kept = await keptAt(at)
    expect(kept).toMatchObject({ sent: 'query', payload: '{"sc_camp":"Sprung"}' })
    expect(await replay(kept.id)).toMatchObject({ status: 'refused', code: 'unknown_campaign' })
    expect(await replay(kept.id, { sc_camp: 'Spring' })).toMatchObject({ status: 'replayed' })
    expect((await namesOf(visitor)).sort()).toEqual(['Register', 'Spring'])
  })

  test('says why it cannot be judged again', async () => {
    const unread = await refuse([{ goalId: 'Register' }], {
      key: LISTING_KEY,
      headers: { origin: 'https://elsewhere.example.com' },
    })
    expect(unread).toMatchObject({
      code: 'origin_not_allowed',
      subject: 'https://elsewhere.example.com',
      sent: null,
      notReplayable: { code: 'not_read' },
    })
    const cut = await refuse(`[${'x'.repeat(9_000)}`)
    expect(cut).toMatchObject({ isCut: true, notReplayable: { code: 'only_a_part' } })
    waymark.advance(1)
    const at = waymark.now().toISOString()
    await waymark.app.inject({
      method: 'POST',
      url: `/sitecore/api/jss/consent/give?sc_apikey=${encodeURIComponent(KEY)}`,
      headers: { 'content-type': 'application/json' },
      payload: '{"consent":5}',
    })
    const consent = await keptAt(at)
    expect(consent).toMatchObject({ endpoint: 'give', notReplayable: { code: 'other_endpoint' } })
    for (const { id, state } of [unread, cut, consent]) {
      expect(state).toBe('unreplayable')
      expect(await ask('POST', `/rejected-events/${id}/replay`)).toMatchObject({
        status: 422,
        body: { code: 'not_replayable' },
      })
    }
  })

  test('waits only if somebody can have it judged again; else it can be read, and given up', async () => {
    waymark.advance(60)
    const from = waymark.now().toISOString()
    const countsOf = async () => {
      const { items, waiting } = await waymark.read(`/rejected-events/causes?from=${from}`)
      return [items.find(({ code }: { code: string }) => code === 'origin_not_allowed'), waiting]
    }
    const [, before] = await countsOf()
    const sending = { key: LISTING_KEY, headers: { origin: 'https://unlisted.example' } }
    const { id } = await refuse([{ goalId: 'Register' }], sending)
    await refuse([{ goalId: 'Register' }], sending)
    waymark.advance(1)
    const cause = { subject: 'https://unlisted.example', waiting: 0, unreplayable: 2, discarded: 0 }
    expect(await countsOf()).toMatchObject([cause, before])
    const listed = async (state: string) =>
      (await waymark.read(`/rejected-events?from=${from}&state=${state}&count=true`)).total
    expect([await listed('waiting'), await listed('unreplayable')]).toEqual([0, 2])
    await ask('POST', `/rejected-events/${id}/discard`)
    expect([await listed('discarded'), await listed('unreplayable')]).toEqual([1, 1])
    const filter = { code: 'origin_not_allowed', from }
    expect(await ask('POST', '/rejected-events/replay', filter)).toMatchObject({ body: { total: 0 } })
    expect(await ask('POST', '/rejected-events/discard', { ...filter, count: 1 })).toMatchObject({
      body: { discarded: 1 },
    })
    expect(await countsOf()).toMatchObject([{ unreplayable: 0, discarded: 2 }, before])
  })

  test('of a channel that requires a consent says that this is why nothing of it was kept', async () => {
    await ask('PATCH', `/channels/${channel}`, { requireConsent: 'TrackingConsent' })
    try {
      expect(await refuse('[{')).toMatchObject({
        payload: null,
        sent: null,
        notReplayable: { code: 'withheld' },
      })
    } finally {
      await ask('PATCH', `/channels/${channel}`, { requireConsent: null })
    }
  })

  test('can be given up, once', async () => {
    const { id } = await refuse([{ goalId: 'Regsiter' }])
    expect(await ask('POST', `/rejected-events/${id}/discard`)).toMatchObject({
      status: 200,
      body: { state: 'discarded', settledBy: 'token' },
    })
    expect(await ask('POST', `/rejected-events/${id}/discard`)).toMatchObject({ status: 200 })
    expect(await ask('POST', `/rejected-events/${id}/replay`)).toMatchObject({ status: 409 })
  })

  test.each(['replay', 'discard'])('that is not there cannot be asked to %s', async (what) => {
    for (const id of ['nonsense', newVisitor()]) {
      expect(await ask('POST', `/rejected-events/${id}/${what}`)).toMatchObject({
        status: 404,
        body: { code: 'rejected_event_not_found' },
      })
      expect(await ask('GET', `/rejected-events/${id}`)).toMatchObject({ status: 404 })
    }
  })

  test('takes a correction only in the form that is described', async () => {
    const { id } = await refuse([{ goalId: 'Regsiter' }])
    for (const body of [{ payload: 5 }, { payload: '' }, { text: '{}' }, { payload: 'x'.repeat(65_537) }])
      expect(await ask('POST', `/rejected-events/${id}/replay`, body)).toMatchObject({ status: 422 })
  })
})

const askXperience = (path: string, body: unknown) =>
  waymark.app.inject({
    method: 'POST',
    url: `/Kentico.Tracking${path}`,
    headers: { authorization: `Bearer ${XPERIENCE_KEY}`, 'content-type': 'application/json' },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('An activity of the Xperience API', () => {
  test('that was refused becomes one of its contact', async () => {
    const { contact } = (await askXperience('/contacts', {})).json()
    waymark.advance(1)
    const at = waymark.now().toISOString()
    await askXperience('/activities', { channel, contact, activities: [{ type: 'nothing' }] })
    const kept = await keptAt(at)
    expect(kept).toMatchObject({ kind: 'nothing', subject: 'nothing', contactId: contact })
    const result = await replay(kept.id, { type: 'click', value: 'Buy', url: 'https://example.com/' })
    expect(result).toMatchObject({ status: 'replayed', event: { storedContactId: contact } })
    expect(await namesOf(contact)).toEqual(['click'])
  })

  test('that was refused keeps the time of its request, and comes before what the same batch stored', async () => {
    const { contact } = (await askXperience('/contacts', {})).json()
    const log = (...activities: object[]) => askXperience('/activities', { channel, contact, activities })
    await log({ type: 'pagevisit', url: 'https://example.com/before' })
    waymark.advance(1)
    const at = waymark.now().toISOString()
    const after = 'https://example.com/after'
    await waymark.letTimePass(() => log({ type: 'nothing' }, { type: 'pagevisit', url: after }))
    const kept = await keptAt(at)
    expect(kept.receivedAt).toBe(await timeOf(contact, after))
    await replay(kept.id, { type: 'click', value: 'Buy' })
    expect(await placesOf(contact)).toEqual(['https://example.com/before', 'click', after])
  })

  test('that came in an unreadable request is judged with it', async () => {
    const { contact } = (await askXperience('/contacts', {})).json()
    waymark.advance(1)
    const at = waymark.now().toISOString()
    const body = JSON.stringify({ channel, contact, activities: [{ type: 'click', value: 'Buy' }] })
    await askXperience('/activities', body.slice(0, -1))
    const kept = await keptAt(at)
    expect(kept).toMatchObject({ sent: 'body', contactId: null })
    expect(await replay(kept.id, body.replace(channel, contact))).toMatchObject({ code: 'wrong_channel' })
    expect(await replay(kept.id, body.replace(contact, channel))).toMatchObject({ code: 'contact_not_found' })
    expect(await replay(kept.id, body)).toMatchObject({ status: 'replayed' })
    expect(await namesOf(contact)).toEqual(['click'])
  })
})

test('Consent is that of now: who has revoked it stays untouched, until it is given again', async () => {
  const asking = await installSitecore({ requireConsent: 'TrackingConsent' })
  try {
    const visitor = newVisitor()
    const send = (url: string, body: unknown) =>
      asking.app.inject({
        method: 'POST',
        url: `/sitecore/api/jss/${url}?sc_apikey=${encodeURIComponent(KEY)}`,
        headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
        payload: JSON.stringify(body),
      })
    const replayNow = async (id: string) => {
      asking.advance(1)
      const reply = await asking.app.inject({
        method: 'POST',
        url: `/api/v1/rejected-events/${id}/replay`,
        headers: { authorization: 'Bearer reading-token', 'content-type': 'application/json' },
        payload: JSON.stringify({ payload: '{"goalId":"Register"}' }),
      })
      return reply.json() as ReplayResult
    }
    await send('consent/give', {})
    await send('track/event', [{ goalId: 'Regsiter' }])
    await expect.poll(async () => (await asking.read('/rejected-events')).items.length).toBe(1)
    const [{ id }] = (await asking.read('/rejected-events')).items
    await send('consent/revoke', {})
    expect(await replayNow(id)).toMatchObject({
      status: 'refused',
      code: 'consent_required',
      event: { state: 'waiting' },
    })
    expect(await asking.readActivities(visitor)).toEqual([])
    await send('consent/give', {})
    expect(await replayNow(id)).toMatchObject({ status: 'replayed' })
    expect(await asking.readActivities(visitor)).toHaveLength(1)
  } finally {
    await asking.close()
  }
})

describe('Many rejected events', () => {
  const define = (name: string) => ask('POST', '/definitions', { kind: 'goal', name })
  const visitor = newVisitor()

  async function watch(id: string): Promise<Job> {
    let job: Job | undefined
    await expect
      .poll(
        async () => {
          job = (await ask('GET', `/jobs/${id}`)).body
          return job?.state
        },
        { timeout: 10_000 },
      )
      .not.toBe('running')
    if (job === undefined) throw new Error('There is no job.')
    return job
  }

  test('of one cause are grouped, and replayed by a job when its cause is mended', async () => {
    waymark.advance(60)
    const from = waymark.now().toISOString()
    for (let n = 0; n < 12; n++) {
      waymark.advance(1)
      await push([{ goalId: 'Newsletter sign-up', n }], { visitor })
    }
    await push([{ goalId: 'Something else' }], { visitor })
    await keptAt(waymark.now().toISOString())
    waymark.advance(1)
    const causes: RejectedCauses = await waymark.read(`/rejected-events/causes?from=${from}`)
    const cause = causes.items.find(({ subject }) => subject === 'Newsletter sign-up')
    expect(cause).toMatchObject({
      api: 'sitecore',
      channelId: channel,
      code: 'unknown_goal',
      ...{ kinds: ['goal'], count: 12, kept: 12, waiting: 12, unreplayable: 0, replayed: 0 },
    })
    expect(causes.items.map(({ subject }) => subject)).toContain('Something else')
    expect(cause?.trend.reduce((sum, one) => sum + one)).toBe(12)

    const filter = { code: 'unknown_goal', subject: 'Newsletter sign-up', from }
    const early = await ask('POST', '/rejected-events/replay', filter)
    expect(early).toMatchObject({ status: 202, body: { kind: 'replay', total: 12 } })
    expect(await watch(early.body.id)).toMatchObject({ state: 'done', done: 12, succeeded: 0, failed: 12 })

    await define('Newsletter sign-up')
    const { body } = await ask('POST', '/rejected-events/replay', filter)
    expect(await watch(body.id)).toMatchObject({
      state: 'done',
      total: 12,
      done: 12,
      succeeded: 12,
      failed: 0,
    })
    expect(await namesOf(visitor)).toEqual(Array.from({ length: 12 }, () => 'Newsletter sign-up'))
    const after: RejectedCauses = await waymark.read(
      `/rejected-events/causes?from=${from}&subject=Newsletter%20sign-up`,
    )
    expect(after.items).toMatchObject([{ waiting: 0, replayed: 12 }])
  })

  test('take the name that was meant, each kept as it was sent beside what it became', async () => {
    waymark.advance(60)
    const from = waymark.now().toISOString()
    const misspelling = newVisitor()
    for (let n = 0; n < 6; n++) {
      waymark.advance(1)
      await push([{ goalId: ' Regisster', data: 'Regisster', messageId: `regisster-${n}` }], {
        visitor: misspelling,
      })
    }
    waymark.advance(1)
    await push([{ goalId: 'Something else' }], { visitor: misspelling })
    await keptAt(waymark.now().toISOString())
    const cause = { code: 'unknown_goal', subject: 'Regisster', from }
    const { items } = await waymark.read(`/rejected-events?from=${from}&subject=Regisster&sort=receivedAt`)
    waymark.advance(60 * 24)

    // One that somebody put right by hand, and in vain; one that names what was meant already; one that names neither.
    const [first, second, third] = items as RejectedEventView[]
    const stored = [
      [first?.id, '{"goalId":"Regisster", "data":"by hand"}'],
      [second?.id, '{"goalId": "register"}'],
      [third?.id, '{"goalId": "Nobody"}'],
    ] as const
    for (const [id, payload] of stored)
      await sql`UPDATE rejected_events SET corrected_payload = ${payload}, corrected_by = 'ada@example.com' WHERE id = ${id}`.execute(
        waymark.db,
      )

    const { status, body } = await ask('POST', '/rejected-events/replay', { ...cause, use: 'REGISTER' })
    expect([status, body.total]).toEqual([202, 6])
    expect(await watch(body.id)).toMatchObject({ state: 'done', done: 6, succeeded: 5, failed: 1 })
    expect(await namesOf(misspelling)).toEqual(Array.from({ length: 5 }, () => 'Register'))
    const { rows: times } = await sql<{ at: Date }>`
      SELECT occurred_at AS at FROM activities WHERE contact_id = ${misspelling} ORDER BY occurred_at`.execute(
      waymark.db,
    )
    const kept = (items as RejectedEventView[]).filter(({ id }) => id !== third?.id)
    expect(times.map(({ at }) => at.toISOString())).toEqual(kept.map(({ receivedAt }) => receivedAt))

    const read = async (id = '') => (await ask('GET', `/rejected-events/${id}`)).body
    expect(await read(items[5].id)).toMatchObject({
      state: 'replayed',
      attempts: 1,
      lastTriedAt: waymark.now().toISOString(),
      payload: '{"goalId":" Regisster","data":"Regisster","messageId":"regisster-5"}',
      correctedPayload: '{"goalId":"Register","data":"Regisster","messageId":"regisster-5"}',
      correctedBy: 'token',
      correctedAt: waymark.now().toISOString(),
    })
    expect(await read(first?.id)).toMatchObject({
      correctedPayload: '{"goalId":"Register","data":"by hand"}',
      correctedBy: 'token',
    })
    expect(await read(second?.id)).toMatchObject({
      state: 'replayed',
      correctedPayload: '{"goalId": "register"}',
      correctedBy: 'ada@example.com',
    })
    expect(await read(third?.id)).toMatchObject({
      state: 'waiting',
      lastCode: 'name_not_sent',
      correctedPayload: '{"goalId": "Nobody"}',
    })
    const { items: causes } = await waymark.read(`/rejected-events/causes?from=${from}&subject=Regisster`)
    expect(causes).toMatchObject([{ kept: 6, waiting: 1, tried: 1, replayed: 5 }])
  })

  test('take the name that was meant where a crash came after the commit, and are stored once', async () => {
    const misspelling = newVisitor()
    const kept = await refuse([{ eventId: 'Downlod' }], { visitor: misspelling })
    await replay(kept.id, { eventId: 'Download' })
    await sql`UPDATE rejected_events SET state = 1, claim = gen_random_uuid(), claimed_at = now() - interval '61 seconds',
      corrected_payload = NULL, corrected_by = NULL, settled_at = NULL WHERE id = ${kept.id}`.execute(
      waymark.db,
    )
    waymark.advance(1)
    const cause = { code: 'unknown_event', subject: 'Downlod' }
    const { body } = await ask('POST', '/rejected-events/replay', { ...cause, use: 'Download' })
    expect(await watch(body.id)).toMatchObject({ done: 1, succeeded: 1 })
    expect(await namesOf(misspelling)).toEqual(['Download'])
    const detail = (await ask('GET', `/rejected-events/${kept.id}`)).body
    expect(detail).toMatchObject({ state: 'replayed', correctedPayload: '{"eventId":"Download"}' })
  })

  test('that a parameter of the address or an activity type named take the name that was meant, too', async () => {
    const misspelling = newVisitor()
    waymark.advance(1)
    const at = waymark.now().toISOString()
    await push([{ goalId: 'Register' }], { visitor: misspelling, query: '&sc_camp=Sprang' })
    await keptAt(at)
    const { contact } = (await askXperience('/contacts', {})).json()
    waymark.advance(1)
    const later = waymark.now().toISOString()
    await askXperience('/activities', { channel, contact, activities: [{ Type: 'clik', value: 'Buy' }] })
    await keptAt(later)
    waymark.advance(1)
    const use = async (code: string, subject: string, name: string) => {
      const { body } = await ask('POST', '/rejected-events/replay', { code, subject, use: name })
      return watch(body.id)
    }
    expect(await use('unknown_campaign', 'Sprang', 'Spring')).toMatchObject({ succeeded: 1, failed: 0 })
    expect((await namesOf(misspelling)).sort()).toEqual(['Register', 'Spring'])
    expect(await use('unknown_type', 'clik', 'click')).toMatchObject({ succeeded: 1, failed: 0 })
    expect(await namesOf(contact)).toEqual(['click'])
  })

  test.each([
    [
      'a name that nobody defined',
      { code: 'unknown_goal', subject: 'Regsiter', use: 'Nowhere' },
      'unknown_definition',
    ],
    [
      'a name of another kind',
      { code: 'unknown_goal', subject: 'Regsiter', use: 'Spring' },
      'unknown_definition',
    ],
    ['no cause', { use: 'Register' }, 'not_correctable'],
    [
      'a cause that is about no name',
      { code: 'malformed_json', subject: 'x', use: 'Register' },
      'not_correctable',
    ],
    ['all names of a reason', { code: 'unknown_goal', use: 'Register' }, 'not_correctable'],
    ['what is about no name', { code: 'unknown_goal', subject: '-', use: 'Register' }, 'not_correctable'],
    ['an empty name', { code: 'unknown_goal', subject: 'Regsiter', use: '' }, 'invalid_body'],
  ])('are not corrected by %s', async (_what, body, code) => {
    const before = (await ask('GET', '/jobs')).body.items[0]?.id
    expect(await ask('POST', '/rejected-events/replay', body)).toMatchObject({ status: 422, body: { code } })
    expect((await ask('GET', '/jobs')).body.items[0]?.id).toBe(before)
  })

  test('of one request are found by its id, and replayed or given up alone', async () => {
    waymark.advance(1)
    const at = waymark.now().toISOString()
    const sender = newVisitor()
    await push([{ goalId: 'Two a' }, { goalId: 'Register' }, { goalId: 'Two b' }], { visitor: sender })
    const { requestId } = await keptAt(at)
    await push([{ goalId: 'Two a' }], { visitor: sender })
    await expect.poll(async () => (await waymark.read(`/rejected-events?from=${at}`)).items.length).toBe(3)
    const { items, total } = await waymark.read(`/rejected-events?request=${requestId}&count=true`)
    expect([total, items.map(({ subject }: RejectedEventView) => subject).sort()]).toEqual([
      2,
      ['Two a', 'Two b'],
    ])
    waymark.advance(1)
    const causes: RejectedCauses = await waymark.read(`/rejected-events/causes?request=${requestId}`)
    expect(causes.items.map(({ count }) => count)).toEqual([1, 1])
    const file = await waymark.app.inject({
      url: `/api/v1/rejected-events/export?format=ndjson&columns=subject&request=${requestId}`,
      headers: { authorization: 'Bearer reading-token' },
    })
    expect(file.body.trim().split('\n')).toHaveLength(2)
    const { body } = await ask('POST', '/rejected-events/discard', { request: requestId, count: 2 })
    expect(body).toEqual({ discarded: 2 })
    expect((await waymark.read('/rejected-events?request=nothing-like-it')).items).toEqual([])
    expect(await ask('GET', `/rejected-events?request=${'x'.repeat(65)}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_parameter' },
    })
  })

  test('are given up only by whoever says how many they are', async () => {
    waymark.advance(60)
    const from = waymark.now().toISOString()
    for (let n = 0; n < 3; n++) await push([{ goalId: 'Lost' }], { visitor })
    await expect
      .poll(async () => (await waymark.read(`/rejected-events?subject=Lost&from=${from}`)).items.length)
      .toBe(3)
    const filter = { subject: 'Lost', from, to: new Date(waymark.now().getTime() + 1).toISOString() }
    expect(await ask('POST', '/rejected-events/discard', { ...filter, count: 2 })).toMatchObject({
      status: 409,
      body: { code: 'other_count', detail: 'There are 3 of them now, not 2. Look again.' },
    })
    expect(await ask('POST', '/rejected-events/discard', { ...filter, count: 3 })).toMatchObject({
      status: 200,
      body: { discarded: 3 },
    })
    expect(await ask('POST', '/rejected-events/discard', filter)).toMatchObject({ status: 422 })
  })

  test.each([
    ['/rejected-events/replay', { channel: 'nowhere' }, 400],
    ['/rejected-events/replay', { contact: 'nobody' }, 400],
    ['/rejected-events/replay', { goal: 'Register' }, 422],
    ['/rejected-events/discard', { count: 0 }, 422],
  ])('are not touched by %s with %j', async (path, body, status) => {
    expect(await ask('POST', path, body)).toMatchObject({ status })
  })

  test('go on waiting where their job is ended early', async () => {
    const kept = await refuse([{ goalId: 'Endless' }])
    await sql`
      INSERT INTO rejected_events (id, received_at, api, channel_id, api_key_id, code, message, payload, request_id,
        endpoint, sent, contact_id, sender, kind, subject)
      SELECT gen_random_uuid(), received_at - n * interval '1 second', api, channel_id, api_key_id, code, message,
        payload, request_id, endpoint, sent, contact_id, sender, kind, subject
      FROM rejected_events, generate_series(1, 999) AS n WHERE id = ${kept.id}`.execute(waymark.db)
    await define('Endless')
    waymark.advance(1)
    const { body } = await ask('POST', '/rejected-events/replay', { subject: 'Endless' })
    expect(await ask('POST', `/jobs/${body.id}/cancel`)).toMatchObject({ body: { isCancelled: true } })
    const job = await watch(body.id)
    expect(job).toMatchObject({ state: 'cancelled', total: 1_000, failed: 0 })
    const { total } = await waymark.read('/rejected-events?subject=Endless&state=waiting&count=true')
    expect(total).toBe(1_000 - job.succeeded)
    expect(await namesOf(kept.contactId ?? '')).toHaveLength(job.succeeded)
  })

  test('leave a job behind that can be looked up and ended', async () => {
    const begun = await ask('POST', '/rejected-events/replay', { subject: 'what nobody sent' })
    expect(begun.body).toMatchObject({ total: 0 })
    expect(await watch(begun.body.id)).toMatchObject({ state: 'done', done: 0 })
    const { body } = await ask('GET', '/jobs')
    expect(body.items.map(({ id }: Job) => id)).toContain(begun.body.id)
    expect(await ask('POST', `/jobs/${begun.body.id}/cancel`)).toMatchObject({
      status: 200,
      body: { state: 'done', isCancelled: false },
    })
    for (const id of ['x', newVisitor()]) {
      expect(await ask('GET', `/jobs/${id}`)).toMatchObject({ status: 404, body: { code: 'job_not_found' } })
      expect((await ask('POST', `/jobs/${id}/cancel`)).status).toBe(404)
    }
  })
})
