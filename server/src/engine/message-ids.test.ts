import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, minutes, noon, track } from '../../test/support/commands.ts'
import { dumpVisitors, emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import type { Engine } from './contract.ts'

let database: EngineDatabase
let client: pg.Client
let engine: Engine
const open = (lanes = 2) => database.open({ lanes })

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

const xperience = { api: 'xperience' } as const
const event = (messageId: string, more: Parameters<typeof draft>[0] = {}) => draft({ messageId, ...more })
const count = async (table: string): Promise<number> =>
  Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0]?.count)
async function createContact(email?: string): Promise<Uuid> {
  const contactId = newId(noon)
  await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
  if (email !== undefined) await engine.accept(track(contactId, [draft({ fields: { email } })], xperience))
  return contactId
}

describe('an event that is sent again', () => {
  test('is accepted and changes no row, whatever it says now', async () => {
    const contact = await createContact()
    await engine.accept(track(contact, [event('m')], xperience))
    const before = await dumpVisitors(client)
    const again = event('m', {
      kind: 'goal',
      points: 50,
      occurredAt: noon + minutes(60),
      fields: { email: 'somebody@example.com' },
      value: 'other',
    })
    expect(await engine.accept(track(contact, [again], xperience))).toEqual({
      status: 'accepted',
      contactId: contact,
      deviceId: contact,
    })
    expect(await dumpVisitors(client)).toEqual(before)
  })

  test('does not hold up what comes with it', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [event('a')]))
    await engine.accept(
      track(visitor, [event('a', { item: 0 }), event('b', { item: 1 }), draft({ item: 2 })]),
    )
    expect(await count('activities')).toBe(3)
  })

  test('is known by another engine, and after a restart', async () => {
    const visitor = newId()
    const [first, second] = [await open(), await open()]
    await first.accept(track(visitor, [event('m')]))
    await first.close()
    await second.accept(track(visitor, [event('m')]))
    await second.close()
    expect(await count('activities')).toBe(1)
  })

  test('a hundred times at once, through two engines and all lanes, is stored once', async () => {
    const other = await open()
    const visitor = newId()
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => (n % 2 ? engine : other).accept(track(visitor, [event('m')]))),
    )
    await other.close()
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['accepted']))
    expect([await count('activities'), await count('visits'), await count('message_ids')]).toEqual([1, 1, 1])
  })

  test('in one request is stored once, with all that its first item gave', async () => {
    const drafts = [event('m', { kind: 'pageView' }), event('m', { kind: 'goal' }), event('m', { item: 1 })]
    await engine.accept(track(newId(), drafts))
    const { rows } = await client.query('SELECT id FROM activities ORDER BY id')
    expect(rows).toEqual(drafts.slice(0, 2).map(({ id }) => ({ id })))
  })

  test('by another contact is another event', async () => {
    await engine.accept(track(newId(), [event('m')]))
    await engine.accept(track(newId(), [event('m')]))
    expect(await count('activities')).toBe(2)
  })
})

describe('the id of an event', () => {
  test('that a contact sent before it was merged is known to the survivor, under either name', async () => {
    const [luke, phone] = [await createContact('luke@example.com'), await createContact()]
    await engine.accept(track(phone, [event('of the phone')], xperience))
    await engine.accept(track(luke, [event('of luke')], xperience))
    await engine.accept(track(phone, [draft({ fields: { email: 'luke@example.com' } })], xperience))
    const before = await count('activities')
    for (const id of [luke, phone]) {
      await engine.accept(track(id, [event('of the phone'), event('of luke', { item: 1 })], xperience))
    }
    expect(await count('activities')).toBe(before)
  })

  test('that both of two merged contacts have sent stays one', async () => {
    const [luke, phone] = [await createContact('luke@example.com'), await createContact()]
    for (const id of [luke, phone]) await engine.accept(track(id, [event('m')], xperience))
    await engine.accept(track(phone, [draft({ fields: { email: 'luke@example.com' } })], xperience))
    expect((await client.query('SELECT contact_id, message_id FROM message_ids')).rows).toEqual([
      { contact_id: luke, message_id: 'm' },
    ])
  })

  test('is known in the batch in which the contacts merge, before and after the merge', async () => {
    const [luke, phone] = [await createContact('luke@example.com'), await createContact()]
    await engine.accept(track(phone, [event('of the phone')], xperience))
    await engine.accept(track(luke, [event('of luke')], xperience))
    const before = await count('activities')
    const single = await open(1)
    await Promise.all([
      single.accept(track(luke, [event('of luke')], xperience)),
      single.accept(
        track(
          phone,
          [
            event('merges', { fields: { email: 'luke@example.com' } }),
            event('of luke', { item: 1 }),
            event('of the phone', { item: 2 }),
          ],
          xperience,
        ),
      ),
      single.accept(track(luke, [event('of the phone'), event('merges', { item: 1 })], xperience)),
    ])
    await single.close()
    expect(await count('activities')).toBe(before + 1)
  })

  test('counts for the contact of the request where its e-mail address moves the activity to another', async () => {
    const [luke, leia] = [await createContact('luke@example.com'), await createContact('leia@example.com')]
    const moved = event('m', { fields: { email: 'leia@example.com' } })
    const before = await count('activities')
    await engine.accept(track(luke, [moved], xperience))
    await engine.accept(track(luke, [event('m')], xperience))
    expect(await count('activities')).toBe(before + 1)
    await engine.accept(track(leia, [event('m')], xperience))
    expect(await count('activities')).toBe(before + 2)
  })

  test('is known to a device for whomever it acts, also once its own contact or that one has merged', async () => {
    const login = (identifier: string) => ({ identity: { source: 'crm', identifier } })
    const [laptop, tablet, phone] = [newId(), newId(), newId()]
    const sent: string[] = []
    let again = 0
    const send = async (messageId: string, more: Parameters<typeof draft>[0] = {}) => {
      sent.push(messageId)
      await engine.accept(track(laptop, [event(messageId, more)]))
    }
    const sendAllAgain = async () => {
      const before = await count('activities')
      await engine.accept(
        track(
          laptop,
          sent.map((id, item) => event(id, { item })),
        ),
      )
      await Promise.all(sent.map((id) => engine.accept(track(laptop, [event(id)]))))
      expect(await count('activities')).toBe(before)
      again++
    }
    await send('anonymous')
    await send('luke comes', login('luke'))
    await send('leia comes', login('leia'))
    await sendAllAgain()
    await send('as leia')
    await send('han comes', login('han'))
    await sendAllAgain()
    // What was luke's merges into a contact with his address, and what is han's into another one.
    await engine.accept(track(tablet, [draft(login('luke'))]))
    await engine.accept(track(phone, [draft({ fields: { email: 'luke@example.com' } })]))
    await engine.accept(track(tablet, [draft({ fields: { email: 'luke@example.com' } })]))
    await sendAllAgain()
    await engine.accept(track(newId(), [draft({ fields: { email: 'han@example.com' } })]))
    await send('says his address', { fields: { email: 'han@example.com' } })
    await sendAllAgain()
    await send('leia is back', login('leia'))
    await sendAllAgain()
    await send('and luke', login('luke'))
    await sendAllAgain()
    expect([again, await count('contact_merges')]).toEqual([6, 3])
  })

  test('takes two rows at the most, however many people share a device', async () => {
    const kiosk = newId()
    const people = 60
    for (let n = 0; n < people; n++) {
      const identity = { source: 'crm', identifier: `person ${n}` }
      const first = event(`${n} comes`, { identity })
      const more = Array.from({ length: 9 }, (_, item) => event(`${n} ${item}`, { item: item + 1 }))
      await engine.accept(track(kiosk, [first, ...more]))
    }
    expect(await count('activities')).toBe(people * 10)
    expect(await count('message_ids')).toBeLessThanOrEqual(people * 20)
  })

  test('may be any text of 128 characters', async () => {
    const visitor = newId()
    const ids = [
      '"',
      '\\',
      "'; DROP TABLE contacts; --",
      '{}',
      'NULL',
      '',
      '\n',
      '🙂'.repeat(64),
      'é'.repeat(128),
    ]
    for (let round = 0; round < 2; round++) {
      for (const [item, id] of ids.entries()) await engine.accept(track(visitor, [event(id, { item })]))
      await engine.accept(
        track(
          visitor,
          ids.map((id, item) => event(id, { item })),
        ),
      )
    }
    expect(await count('activities')).toBe(ids.length)
  })
})
