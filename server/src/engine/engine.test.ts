import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agree, draft, endVisit, minutes, noon, track } from '../../test/support/commands.ts'
import { dumpVisitors, emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import type { Command } from '../domain/command.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import type { Engine } from './contract.ts'

let database: EngineDatabase
let client: pg.Client
let engine: Engine
const open = (lanes?: number) => database.open(lanes === undefined ? {} : { lanes })

beforeAll(async () => {
  database = await createEngineDatabase()
  client = database.client
  engine = await open()
})
afterAll(async () => {
  await engine?.close()
  await database?.drop()
})
beforeEach(() => emptyVisitors(client))

const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await client.query<Row>(text, values)).rows

describe('a visit', () => {
  test('begins with the first activity, goes on within the time-out, and a later activity begins the next one', async () => {
    const visitor = newId(noon)
    for (const at of [noon, noon + minutes(19), noon + minutes(38), noon + minutes(58)]) {
      await engine.accept(track(visitor, [draft({ occurredAt: at })]))
    }
    const visits = await query('SELECT activities, started_at, last_at FROM visits ORDER BY started_at')
    expect(visits).toEqual([
      { activities: 3, started_at: new Date(noon), last_at: new Date(noon + minutes(38)) },
      { activities: 1, started_at: new Date(noon + minutes(58)), last_at: new Date(noon + minutes(58)) },
    ])
    const [state] = await query('SELECT visits, activities FROM contact_state')
    expect(state).toEqual({ visits: 2, activities: 4 })
  })

  test('is one per device and channel of a contact', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()]))
    await engine.accept(track(visitor, [draft()], { channelId: 2 }))
    await engine.accept(track(visitor, [draft()]))
    expect(await query('SELECT channel_id, activities FROM visits ORDER BY 1')).toEqual([
      { channel_id: 1, activities: 2 },
      { channel_id: 2, activities: 1 },
    ])
  })

  test('that was flushed stays ended, and the next activity begins another one of the same contact', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()]))
    await engine.accept(endVisit(visitor, { at: noon + 1 }))
    await engine.accept(track(visitor, [draft({ occurredAt: noon + 2 })]))
    expect(
      await query('SELECT flushed_at IS NOT NULL AS flushed, contact_id FROM visits ORDER BY started_at'),
    ).toEqual([
      { flushed: true, contact_id: visitor },
      { flushed: false, contact_id: visitor },
    ])
  })

  test('has the last page view as parent of what follows it, and its first and last page as entry and exit', async () => {
    const visitor = newId(noon)
    const before = draft()
    const home = draft({ kind: 'pageView', url: '/home' })
    const goal = draft({ kind: 'goal', points: 5 })
    await engine.accept(track(visitor, [before, home, goal]))
    const shop = draft({ kind: 'pageView', url: '/shop', occurredAt: noon + 1 })
    const late = draft({ occurredAt: noon + 1 })
    await engine.accept(track(visitor, [shop, late]))
    expect(await query('SELECT id, parent_id FROM activities ORDER BY id')).toEqual([
      { id: before.id, parent_id: null },
      { id: home.id, parent_id: null },
      { id: goal.id, parent_id: home.id },
      { id: shop.id, parent_id: null },
      { id: late.id, parent_id: shop.id },
    ])
    expect(await query('SELECT entry_url, exit_url, page_views, points FROM visits')).toEqual([
      { entry_url: '/home', exit_url: '/shop', page_views: 2, points: 5 },
    ])
  })

  test('takes its campaign from the landing page, the first one wins, and none from a later page', async () => {
    const page = (occurredAt = noon) => draft({ kind: 'pageView', occurredAt })
    const campaign = (definitionId: number) => draft({ kind: 'campaign', definitionId })
    const [first, second] = [newId(noon), newId(noon)]
    await engine.accept(track(first, [campaign(21), page(), campaign(22)]))
    await engine.accept(track(second, [page(), page(), campaign(21)]))
    const campaigns = await query('SELECT contact_id, campaign_id FROM visits ORDER BY 1')
    expect(campaigns).toEqual([
      { contact_id: first, campaign_id: 21 },
      { contact_id: second, campaign_id: null },
    ])
    expect(await query(`SELECT count(*) FROM activities WHERE definition_id IN (21, 22)`)).toEqual([
      { count: 3 },
    ])
  })
})

describe('a clock that steps back', () => {
  test('moves the start of the visit, so that its span holds every activity of it', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()]))
    await engine.accept(track(visitor, [draft({ occurredAt: noon - 5 })]))
    await engine.accept(track(visitor, [draft({ occurredAt: noon - minutes(60) })]))
    expect(await query('SELECT started_at, last_at, activities FROM visits ORDER BY started_at')).toEqual([
      { started_at: new Date(noon - minutes(60)), last_at: new Date(noon - minutes(60)), activities: 1 },
      { started_at: new Date(noon - 5), last_at: new Date(noon), activities: 2 },
    ])
  })

  test('does not turn round what a contact said of a consent', async () => {
    const consent = await client.query<{ id: number }>(
      `INSERT INTO consents (guid, name, display_name, hash, modified_at)
       VALUES (gen_random_uuid(), 'Tracking' || random(), 'Tracking', 'h', now()) RETURNING id`,
    )
    const consentId = consent.rows[0]?.id ?? 0
    const contactId = newId()
    await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
    const say = (agreed: boolean, at: number) => engine.accept(agree(contactId, consentId, agreed, { at }))
    await say(true, noon)
    await say(false, noon - minutes(1))
    await Promise.all([say(true, noon - minutes(2)), say(false, noon - minutes(3))])
    const rows = await query('SELECT agreed FROM consent_agreements ORDER BY at, id')
    expect(rows).toEqual([{ agreed: true }, { agreed: false }, { agreed: true }, { agreed: false }])
  })
})

describe('a flush', () => {
  test('of nobody creates nothing', async () => {
    const outcome = await engine.accept(endVisit(newId()))
    expect(outcome).toMatchObject({ status: 'accepted', contactId: null })
    expect(await query('SELECT 1 FROM contacts')).toEqual([])
  })

  test('with a channel leaves the visits of other channels open', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()]))
    await engine.accept(track(visitor, [draft()], { channelId: 2 }))
    await engine.accept(endVisit(visitor, { channelId: 2 }))
    expect(
      await query('SELECT channel_id, flushed_at IS NOT NULL AS flushed FROM visits ORDER BY 1'),
    ).toEqual([
      { channel_id: 1, flushed: false },
      { channel_id: 2, flushed: true },
    ])
  })
})

describe('a contact', () => {
  test('of the Xperience API has to exist, one of the Sitecore API is made by its first activity', async () => {
    const id = newId()
    const refused = await engine.accept(track(id, [draft()], { api: 'xperience' }))
    expect(refused).toMatchObject({ status: 'refused', code: 'contact_not_found' })
    expect(await engine.accept(track(id, []))).toEqual({ status: 'accepted', contactId: null, deviceId: id })
    expect(await engine.accept(track(id, [draft()]))).toEqual({
      status: 'accepted',
      contactId: id,
      deviceId: id,
    })
  })

  test('that the Xperience API made cannot be named by a Sitecore client, which gets a fresh id', async () => {
    const person = newId()
    await engine.accept({ type: 'createContact', api: 'xperience', contactId: person, at: noon })
    const command = track(person, [draft()])
    const fresh = { status: 'accepted', contactId: command.freshId, deviceId: command.freshId }
    expect(await engine.accept(command)).toEqual(fresh)
    expect(await query('SELECT contact_id FROM activities')).toEqual([{ contact_id: command.freshId }])
  })

  test('keeps the sum of its points, of its money by currency, and a day for each day on which it did something', async () => {
    const visitor = newId(noon)
    const outcome = (monetaryValue: string, currency: string | null) =>
      draft({ kind: 'outcome', monetaryValue, currency })
    await engine.accept(
      track(visitor, [outcome('10.0000', 'USD'), outcome('0.5000', 'USD'), outcome('7.0000', null)]),
    )
    await engine.accept(track(visitor, [draft({ points: 50, occurredAt: noon + minutes(24 * 60) })]))
    expect(await query('SELECT points, monetary FROM contact_state')).toEqual([
      { points: 50, monetary: { USD: '10.5000', XXX: '7.0000' } },
    ])
    expect(await query('SELECT day FROM contact_days ORDER BY 1')).toEqual([
      { day: '2026-03-02' },
      { day: '2026-03-03' },
    ])
    expect(await query('SELECT day, activities FROM daily_counts ORDER BY 1')).toEqual([
      { day: '2026-03-02', activities: 3 },
      { day: '2026-03-03', activities: 1 },
    ])
  })
})

describe('the e-mail of a data input', () => {
  const xperience = { api: 'xperience' } as const
  const input = (email: string, more: object = {}) => draft({ kind: 'dataInput', fields: { email, ...more } })
  async function createContact(): Promise<string> {
    const contactId = newId()
    await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
    return contactId
  }
  const emails = () => query('SELECT id, email FROM contacts ORDER BY id')

  test('is set where the contact has none and nobody has this one', async () => {
    const luke = await createContact()
    await engine.accept(track(luke, [input('luke@example.com', { firstName: 'Luke' })], xperience))
    expect(await query('SELECT email, first_name FROM contacts')).toEqual([
      { email: 'luke@example.com', first_name: 'Luke' },
    ])
  })

  test('that another contact has merges the two, the values of the one without e-mail win, and old ids resolve for ever', async () => {
    const [luke, phone, tablet] = [await createContact(), await createContact(), await createContact()]
    await engine.accept(
      track(luke, [input('luke@example.com', { firstName: 'Luke', city: 'Brno' })], xperience),
    )
    await engine.accept(track(phone, [draft({ fields: { firstName: 'Lucas' } })], xperience))
    const outcome = await engine.accept(
      track(phone, [input('LUKE@example.com', { jobTitle: 'Pilot' })], xperience),
    )
    expect(outcome).toMatchObject({ status: 'accepted', contactId: luke, deviceId: phone })
    await engine.accept(track(tablet, [input('luke@example.com')], xperience))
    for (const id of [phone, tablet]) {
      expect(await engine.accept(track(id, [draft()], xperience))).toMatchObject({ contactId: luke })
    }
    expect(await query('SELECT first_name, city, job_title FROM contacts WHERE id = $1', [luke])).toEqual([
      { first_name: 'Lucas', city: 'Brno', job_title: 'Pilot' },
    ])
    expect(await query('SELECT activities, visits FROM contact_state WHERE merged_into IS NULL')).toEqual([
      { activities: 6, visits: 3 },
    ])
    expect(await query('SELECT contact_id FROM contact_days')).toEqual([{ contact_id: luke }])
  })

  test('that the contact has already is a plain update, whatever its case', async () => {
    const luke = await createContact()
    await engine.accept(track(luke, [input('luke@example.com')], xperience))
    await engine.accept(track(luke, [input('Luke@Example.com', { city: 'Brno' })], xperience))
    expect(await query('SELECT email, city FROM contacts')).toEqual([
      { email: 'Luke@Example.com', city: 'Brno' },
    ])
  })

  test('that differs from the own one moves this activity, and only this, to the contact with that e-mail', async () => {
    const [luke, leia] = [await createContact(), await createContact()]
    await engine.accept(track(luke, [input('luke@example.com')], xperience))
    await engine.accept(track(leia, [input('leia@example.com')], xperience))
    const click = draft({ kind: 'click' })
    const redirected = input('leia@example.com', { city: 'Alderaan' })
    await engine.accept(track(luke, [redirected, click], xperience))
    expect(await query('SELECT contact_id FROM activities WHERE id = $1', [redirected.id])).toEqual([
      { contact_id: leia },
    ])
    expect(await query('SELECT contact_id FROM activities WHERE id = $1', [click.id])).toEqual([
      { contact_id: luke },
    ])
    expect(await query('SELECT city FROM contacts WHERE id = $1', [luke])).toEqual([{ city: null }])

    const unknown = input('han@example.com')
    await engine.accept(track(luke, [unknown], xperience))
    expect(await emails()).toContainEqual({ id: unknown.id, email: 'han@example.com' })
  })

  test('claimed by two contacts at the same time ends in one contact', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, createContact))
    const other = await open()
    await Promise.all(
      people.map((id, i) =>
        (i % 2 ? engine : other).accept(track(id, [input('same@example.com')], xperience)),
      ),
    )
    await other.close()
    expect(await query('SELECT count(*) FROM contact_state WHERE merged_into IS NULL')).toEqual([
      { count: 1 },
    ])
    expect(await query('SELECT activities FROM contact_state WHERE merged_into IS NULL')).toEqual([
      { activities: 12 },
    ])
    expect(await query('SELECT count(*) FROM contact_aliases')).toEqual([{ count: 11 }])
  })
})

describe('commands that one contact gets from two processes at once', () => {
  test('are counted exactly', async () => {
    const other = await open()
    const visitor = newId(noon)
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (i % 2 ? engine : other).accept(track(visitor, [draft({ points: 1 })])),
      ),
    )
    await other.close()
    expect(await query('SELECT activities, points, visits FROM contact_state')).toEqual([
      { activities: 200, points: 200, visits: 1 },
    ])
    expect(await query('SELECT activities, points FROM visits')).toEqual([{ activities: 200, points: 200 }])
    expect(await query('SELECT sum(activities)::int FROM daily_counts')).toEqual([{ sum: 200 }])
  })

  test('find it, however long they wait for each other', async () => {
    const other = await open()
    const [plain, merged, switched, known] = [newId(noon), newId(noon), newId(noon), newId(noon)]
    const xperience = { api: 'xperience' } as const
    for (const contactId of [plain, merged, switched, known])
      await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
    const login = (identifier: string) => draft({ identity: { source: 'crm', identifier } })
    await engine.accept(track(known, [login('luke')], xperience))
    await engine.accept(track(merged, [login('luke')], xperience))
    await engine.accept(track(switched, [login('leia')], xperience))
    await engine.accept(track(switched, [login('luke')], xperience))
    const devices = [plain, merged, switched, known]
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, async (_, i) => {
        await sleep(i / 6)
        const device = devices[i % 4] as Uuid
        return (i % 3 ? engine : other).accept(track(device, [draft()], xperience))
      }),
    )
    await other.close()
    const met = outcomes.map((outcome) => (outcome.status === 'accepted' ? outcome.contactId : outcome))
    expect(new Set(met)).toEqual(new Set([plain, known]))
    expect(await query('SELECT sum(activities)::int AS all FROM contact_state')).toEqual([{ all: 604 }])
  })
})

describe('a command that cannot be stored', () => {
  test('is refused alone, and those that shared its batch are stored', async () => {
    const poison = track(newId(), [draft({ value: 'nul \u0000 character' })])
    const good = Array.from({ length: 20 }, () => track(newId(), [draft()]))
    const outcomes = await Promise.all([...good.slice(0, 10), poison, ...good.slice(10)].map(engine.accept))
    expect(outcomes[10]).toMatchObject({ status: 'refused', code: 'not_storable' })
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(20)
    expect(await query('SELECT count(*) FROM activities')).toEqual([{ count: 20 }])
  })
})

describe('any commands', () => {
  const people = Array.from({ length: 4 }, () => newId(noon))
  const commands: fc.Arbitrary<Command[]> = fc
    .array(
      fc.record({
        person: fc.nat(people.length - 1),
        gap: fc.integer({ min: -minutes(5), max: minutes(25) }),
        channelId: fc.constantFrom(1, 2),
        api: fc.constantFrom('sitecore', 'xperience'),
        what: fc.constantFrom(
          'pageView',
          'goal',
          'outcome',
          'campaign',
          'dataInput',
          'flush',
          'create',
          'two',
        ),
        email: fc.constantFrom(null, 'a@example.com', 'B@example.com'),
        messageId: fc.constantFrom(null, null, 'one', 'two', 'three'),
        identity: fc.option(
          fc.record({ source: fc.constantFrom('crm', 'shop'), identifier: fc.constantFrom('1', '2', '3') }),
          { freq: 2 },
        ),
        lateness: fc.option(fc.integer({ min: -minutes(5), max: minutes(90) })),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map((steps) => {
      let at = noon
      return steps.map(
        ({ person, gap, channelId, api, what, email, messageId, lateness, identity }): Command => {
          at += gap
          const contactId = people[person] as string
          if (what === 'flush') return endVisit(contactId, { channelId, at })
          if (what === 'create') return { type: 'createContact', api: 'xperience', contactId, at }
          const kind = what === 'two' ? 'pageView' : what
          const clock =
            lateness === null
              ? ({ occurredAt: at } as const)
              : ({ occurredAt: at - lateness, timeSource: 'client' } as const)
          const one = draft({
            kind,
            ...clock,
            points: 3,
            monetaryValue: kind === 'outcome' ? '1.5000' : null,
            url: `/${gap}`,
            messageId,
            identity: kind === 'goal' || kind === 'dataInput' ? identity : null,
            fields: kind === 'dataInput' ? { firstName: `Name ${gap}`, ...(email && { email }) } : null,
          })
          const more = what === 'two' ? [draft({ ...clock, kind: 'goal', messageId })] : []
          return track(contactId, [one, ...more], { channelId, api, at })
        },
      )
    })

  test('leave the same rows however they are split into batches, and accepted ones change nothing when run again', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (some) => {
        const single = await open(1)
        // Somebody who never merges and sends no ids: what runs again meets a row of its own, and knows that it does.
        const list = [...some, track(newId(noon), [draft()])]
        try {
          await emptyVisitors(client)
          for (const command of list) await single.accept(command)
          const oneByOne = await dumpVisitors(client)
          const outside = await query(`SELECT a.id FROM activities AS a JOIN visits AS v ON v.id = a.visit_id
            WHERE a.occurred_at NOT BETWEEN v.started_at AND v.last_at`)
          expect(outside).toEqual([])

          await emptyVisitors(client)
          const outcomes = await Promise.all(list.map((command) => single.accept(command)))
          const together = await dumpVisitors(client)
          expect(together).toEqual(oneByOne)

          const again = list.filter(({ type }, i) => type === 'track' && outcomes[i]?.status === 'accepted')
          await Promise.all(again.map((command) => single.accept(command)))
          expect(await dumpVisitors(client)).toEqual(together)
        } finally {
          await single.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
