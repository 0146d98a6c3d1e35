import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, minutes, noon, track } from '../../test/support/commands.ts'
import { emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import type { CommandOutcome, Draft } from '../domain/command.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'
import type { Engine } from './contract.ts'
import { findAgreement } from './reads/agreement.ts'
import { readContactProfile } from './reads/contact-profile.ts'

let database: EngineDatabase
let client: pg.Client
let queries: Queries
let engine: Engine
let minute: number
const open = (lanes = 2) => database.open({ lanes })

beforeAll(async () => {
  database = await createEngineDatabase()
  client = database.client
  queries = openQueries(database.connection)
  engine = await open()
})
afterAll(async () => {
  await engine?.close()
  await queries?.destroy()
  await database?.drop()
})
beforeEach(async () => {
  await emptyVisitors(client)
  minute = 0
})

const crm = (identifier: string) => ({ source: 'crm', identifier })
/** Each thing that is done is done a minute later. */
const next = (more: Partial<Draft> = {}) => draft({ occurredAt: noon + minutes(minute++), ...more })
const login = (identifier: string) => next({ identity: crm(identifier) })
const act = (device: Uuid, ...drafts: Draft[]) => engine.accept(track(device, drafts))
const whoIs = (outcome: CommandOutcome) => (outcome.status === 'accepted' ? outcome.contactId : outcome)

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows
}
const activitiesOf = async (contact: Uuid): Promise<Uuid[]> =>
  (await query<{ id: Uuid }>('SELECT id FROM activities WHERE contact_id = $1 ORDER BY id', [contact])).map(
    ({ id }) => id,
  )
const identifiers = () =>
  query('SELECT source, identifier, contact_id FROM contact_identifiers ORDER BY source, identifier')

describe('a contact that says who it is', () => {
  test('gets an identifier that nobody has, and with it the activity and all that it did before', async () => {
    const phone = newId(noon)
    const [before, after] = [next(), login('luke')]
    await act(phone, before)
    expect(whoIs(await act(phone, after))).toBe(phone)
    expect(await identifiers()).toEqual([{ source: 'crm', identifier: 'luke', contact_id: phone }])
    expect(await query('SELECT identified_at FROM contact_identifiers')).toEqual([
      { identified_at: new Date(after.occurredAt) },
    ])
    expect(await activitiesOf(phone)).toEqual([before.id, after.id])
    expect(await query('SELECT activities FROM visits')).toEqual([{ activities: 2 }])
  })

  test('may do so with its first activity, and again and again', async () => {
    const phone = newId(noon)
    for (let n = 0; n < 3; n++) expect(whoIs(await act(phone, login('luke')))).toBe(phone)
    expect(await identifiers()).toHaveLength(1)
  })

  test('has identifiers of several sources, and an e-mail address beside them', async () => {
    const phone = newId(noon)
    await act(phone, login('luke'))
    await act(phone, next({ identity: { source: 'shop', identifier: '4711' } }))
    await act(phone, next({ fields: { email: 'Luke@example.com' } }))
    expect(await identifiers()).toEqual([
      { source: 'crm', identifier: 'luke', contact_id: phone },
      { source: 'email', identifier: 'luke@example.com', contact_id: phone },
      { source: 'shop', identifier: '4711', contact_id: phone },
    ])
  })

  test('is another one in another case', async () => {
    const [phone, tablet] = [newId(noon), newId(noon)]
    await act(phone, login('luke'))
    expect(whoIs(await act(tablet, login('Luke')))).toBe(tablet)
    expect(await query('SELECT 1 FROM contact_merges')).toEqual([])
  })
})

describe('an anonymous contact that says it is a known one', () => {
  test('is merged into that one, with its visit, and both devices mean it from then on', async () => {
    const [phone, tablet] = [newId(noon), newId(noon)]
    await act(phone, login('luke'))
    await act(tablet, next({ points: 5 }))
    expect(await act(tablet, login('luke'), next())).toEqual({
      status: 'accepted',
      contactId: phone,
      deviceId: tablet,
    })
    for (const device of [phone, tablet]) expect(whoIs(await act(device, next()))).toBe(phone)
    const states = await query(
      'SELECT activities, visits, points FROM contact_state WHERE merged_into IS NULL',
    )
    expect(states).toEqual([{ activities: 6, visits: 2, points: 5 }])
    expect(await query('SELECT device_id, activities FROM visits ORDER BY 1')).toEqual([
      { device_id: phone, activities: 2 },
      { device_id: tablet, activities: 4 },
    ])
  })

  test('keeps a chain of devices at one step', async () => {
    const devices = [newId(noon), newId(noon), newId(noon)] as const
    await act(devices[1], next())
    await act(devices[0], login('luke'))
    await act(devices[2], next({ fields: { email: 'luke@example.com' } }))
    await act(devices[1], login('luke'))
    // By its e-mail address the first contact is merged into the third one, with everything that it has by now.
    await act(devices[1], next({ fields: { email: 'luke@example.com' } }))
    for (const device of devices) expect(whoIs(await act(device, next()))).toBe(devices[2])
    expect(await query('SELECT DISTINCT contact_id FROM contact_aliases')).toEqual([
      { contact_id: devices[2] },
    ])
    expect(await query('SELECT DISTINCT contact_id FROM contact_identifiers')).toEqual([
      { contact_id: devices[2] },
    ])
  })

  test('at the same time as another one, through two engines, ends in one contact', async () => {
    const devices = Array.from({ length: 12 }, () => newId(noon))
    const other = await open()
    await Promise.all(
      devices.map((device, n) => (n % 2 ? engine : other).accept(track(device, [login('luke')]))),
    )
    await other.close()
    expect(await identifiers()).toHaveLength(1)
    expect(await query('SELECT activities FROM contact_state WHERE merged_into IS NULL')).toEqual([
      { activities: 12 },
    ])
  })
})

describe('a device whose contact is known and that says it is somebody else', () => {
  test('goes over to that contact: what comes next is that one’s, what was stays where it is', async () => {
    const [laptop, phone] = [newId(noon), newId(noon)]
    const [lukes, leias] = [[login('luke'), next()], [login('leia')]]
    await act(laptop, ...lukes)
    await act(phone, ...leias)
    const switched = [next(), login('leia'), next()]
    expect(await act(laptop, ...switched)).toEqual({ status: 'accepted', contactId: phone, deviceId: laptop })
    const later = next()
    expect(whoIs(await act(laptop, later))).toBe(phone)
    expect(await activitiesOf(laptop)).toEqual([...lukes, ...switched.slice(0, 1)].map(({ id }) => id))
    expect(await activitiesOf(phone)).toEqual([...leias, ...switched.slice(1), later].map(({ id }) => id))
    expect(await query('SELECT contact_id, device_id, activities FROM visits ORDER BY started_at')).toEqual([
      { contact_id: laptop, device_id: laptop, activities: 3 },
      { contact_id: phone, device_id: phone, activities: 1 },
      { contact_id: phone, device_id: laptop, activities: 3 },
    ])
    expect(await query('SELECT 1 FROM contact_merges')).toEqual([])
  })

  test('goes over to a new contact where nobody is that yet', async () => {
    const laptop = newId(noon)
    const leia = login('leia')
    await act(laptop, login('luke'))
    expect(whoIs(await act(laptop, leia))).toBe(leia.id)
    expect(await identifiers()).toEqual([
      { source: 'crm', identifier: 'leia', contact_id: leia.id },
      { source: 'crm', identifier: 'luke', contact_id: laptop },
    ])
  })

  test('goes over also where the known one is known by its e-mail address only', async () => {
    const [laptop, phone] = [newId(noon), newId(noon)]
    await act(laptop, next({ fields: { email: 'luke@example.com' } }))
    await act(phone, login('leia'))
    expect(whoIs(await act(laptop, login('leia')))).toBe(phone)
    expect(await query('SELECT 1 FROM contact_merges')).toEqual([])
  })

  test('comes back when the first one says who it is again, as often as they like', async () => {
    const laptop = newId(noon)
    const leia = login('leia')
    await act(laptop, login('luke'))
    await act(laptop, leia)
    for (let n = 0; n < 3; n++) {
      expect(whoIs(await act(laptop, login('luke')))).toBe(laptop)
      expect(whoIs(await act(laptop, login('leia')))).toBe(leia.id)
    }
    expect(await query('SELECT device_id, contact_id FROM switched_devices')).toEqual([
      { device_id: laptop, contact_id: leia.id },
    ])
  })

  test('that was merged leaves its past with the contact that it was merged into', async () => {
    const [phone, laptop] = [newId(noon), newId(noon)]
    await act(phone, login('luke'))
    await act(laptop, next())
    await act(laptop, login('luke'))
    const leia = login('leia')
    expect(whoIs(await act(laptop, leia))).toBe(leia.id)
    expect(await query('SELECT alias_id, contact_id FROM contact_aliases')).toEqual([
      { alias_id: laptop, contact_id: phone },
    ])
    expect(await query('SELECT activities FROM contact_state WHERE contact_id = $1', [phone])).toEqual([
      { activities: 3 },
    ])
  })

  test('follows the contact for whom it acts when that one is merged', async () => {
    const [laptop, phone] = [newId(noon), newId(noon)]
    await act(laptop, login('luke'))
    await act(laptop, login('leia'))
    await act(phone, next({ fields: { email: 'leia@example.com' } }))
    await act(laptop, next({ fields: { email: 'leia@example.com' } }))
    expect(whoIs(await act(laptop, next()))).toBe(phone)
    expect(await query('SELECT contact_id FROM switched_devices')).toEqual([{ contact_id: phone }])
  })

  test('goes on acting for somebody else when the contact with its own id is merged', async () => {
    const [laptop, phone, tablet] = [newId(noon), newId(noon), newId(noon)]
    await act(laptop, login('luke'))
    await act(tablet, login('luke'))
    const leia = login('leia')
    await act(laptop, leia)
    await act(phone, next({ fields: { email: 'luke@example.com' } }))
    await Promise.all([
      act(tablet, next({ fields: { email: 'luke@example.com' } })),
      act(laptop, next()),
      act(tablet, next()),
    ])
    expect(whoIs(await act(laptop, next()))).toBe(leia.id)
    expect(whoIs(await act(tablet, next()))).toBe(phone)
  })

  test('sends no event twice to either of them', async () => {
    const laptop = newId(noon)
    const events = ['1', '2', '3'].map((messageId) => next({ messageId, item: Number(messageId) }))
    const login1 = next({ messageId: 'l1', identity: crm('luke') })
    const login2 = next({ messageId: 'l2', identity: crm('leia') })
    await act(laptop, ...events)
    await act(laptop, login1)
    await act(laptop, login2)
    const again = [...events, login1, login2].map((one, item) => ({ ...one, id: newId(noon), item }))
    await act(laptop, ...again)
    await Promise.all(again.map((one) => act(laptop, one)))
    expect(await query('SELECT count(*) FROM activities')).toEqual([{ count: 5 }])
  })

  test('is read as the contact for whom it acts, and its id as the contact that it names', async () => {
    const consent = await query<{ id: number }>(
      `INSERT INTO consents (guid, name, display_name, hash, modified_at)
       VALUES (gen_random_uuid(), 'Tracking', 'Tracking', 'h', now()) RETURNING id`,
    )
    const consentId = consent[0]?.id ?? 0
    const laptop = newId(noon)
    const leia = login('leia')
    await act(laptop, login('luke'))
    await engine.accept({
      type: 'agree',
      api: 'sitecore',
      id: newId(noon),
      contactId: laptop,
      freshId: newId(noon),
      consentId,
      channelId: 1,
      agreed: true,
      at: noon,
      requiredConsentId: null,
    })
    await act(laptop, leia)
    expect(await readContactProfile(queries, laptop, 'sitecore')).toMatchObject({
      id: leia.id,
      identifiers: [crm('leia')],
    })
    expect(await findAgreement(queries, laptop, consentId)).toBe('notAgreed')
  })
})

describe('a contact of the Xperience API', () => {
  test('that goes over to another one stays out of reach of the Sitecore API', async () => {
    const app = newId(noon)
    await engine.accept({ type: 'createContact', api: 'xperience', contactId: app, at: noon })
    await engine.accept(track(app, [login('luke')], { api: 'xperience' }))
    await engine.accept(track(app, [login('leia')], { api: 'xperience' }))
    const command = track(app, [next()])
    expect(whoIs(await engine.accept(command))).toBe(command.freshId)
  })
})
