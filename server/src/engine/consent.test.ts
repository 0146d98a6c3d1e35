import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agree, draft, endVisit, minutes, noon, track } from '../../test/support/commands.ts'
import { dumpVisitors, emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import type { Command, CommandOutcome } from '../domain/command.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import type { Engine } from './contract.ts'

let database: EngineDatabase
let client: pg.Client
let engine: Engine
let tracking: number
let newsletter: number
const open = (lanes: number) => database.open({ lanes })

beforeAll(async () => {
  database = await createEngineDatabase()
  client = database.client
  engine = await open(2)
  tracking = await addConsent('Tracking')
  newsletter = await addConsent('Newsletter')
})
afterAll(async () => {
  await engine?.close()
  await database?.drop()
})
beforeEach(() => emptyVisitors(client))

async function addConsent(name: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO consents (guid, name, display_name, hash, modified_at)
     VALUES (gen_random_uuid(), $1, $1, 'h', now()) RETURNING id`,
    [name],
  )
  return rows[0]?.id ?? 0
}

const count = async (table: string): Promise<number> =>
  Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0]?.count)
const asking = (contactId: Uuid, more: Parameters<typeof track>[2] = {}) =>
  track(contactId, [draft()], { requiredConsentId: tracking, ...more })
const give = (contactId: Uuid, more: Parameters<typeof agree>[3] = {}) =>
  engine.accept(agree(contactId, tracking, true, { api: 'sitecore', ...more }))
const revoke = (contactId: Uuid, more: Parameters<typeof agree>[3] = {}) =>
  engine.accept(agree(contactId, tracking, false, { api: 'sitecore', ...more }))
const codeOf = (outcome: CommandOutcome) => {
  if (outcome.status === 'refused') return outcome.code
  return outcome.refusedItems === undefined ? 'accepted' : `accepted without ${outcome.refusedItems}`
}
const createContact = async (): Promise<Uuid> => {
  const contactId = newId(noon)
  await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
  return contactId
}

describe('a track command that asks for a consent', () => {
  test('makes nobody and stores nothing where the visitor is unknown', async () => {
    expect(codeOf(await engine.accept(asking(newId(noon))))).toBe('consent_required')
    expect([await count('contacts'), await count('contact_state'), await count('activities')]).toEqual([
      0, 0, 0,
    ])
  })

  test('of the Xperience API still says first that there is no such contact', async () => {
    expect(codeOf(await engine.accept(asking(newId(noon), { api: 'xperience' })))).toBe('contact_not_found')
  })

  test('is refused until the consent is given, after it was revoked, and taken again once given again', async () => {
    const contactId = await createContact()
    const codes: string[] = []
    const tryIt = async () => codes.push(codeOf(await engine.accept(asking(contactId, { api: 'xperience' }))))
    await tryIt()
    for (const agreed of [true, false, true]) {
      await engine.accept(agree(contactId, tracking, agreed))
      await tryIt()
    }
    expect(codes).toEqual(['consent_required', 'accepted', 'consent_required', 'accepted'])
    expect(await count('activities')).toBe(2)
  })

  test('is refused without drafts too, so that nobody takes its contact for a known one', async () => {
    const contactId = newId(noon)
    await engine.accept(track(contactId, [draft()]))
    const outcome = await engine.accept(track(contactId, [], { requiredConsentId: tracking }))
    expect(codeOf(outcome)).toBe('consent_required')
  })

  test('is not helped by another consent, nor by that of another contact', async () => {
    const contactId = newId(noon)
    await engine.accept(agree(contactId, newsletter, true, { api: 'sitecore' }))
    await give(newId(noon))
    expect(codeOf(await engine.accept(asking(contactId)))).toBe('consent_required')
  })

  test('sees what is said before it in the same batch, in order', async () => {
    const contactId = newId(noon)
    const outcomes = await Promise.all([
      engine.accept(asking(contactId)),
      give(contactId),
      engine.accept(asking(contactId)),
      revoke(contactId),
      engine.accept(asking(contactId)),
    ])
    expect(outcomes.map(codeOf)).toEqual([
      'consent_required',
      'accepted',
      'accepted',
      'accepted',
      'consent_required',
    ])
    expect(await count('activities')).toBe(1)
  })

  test('goes by the newest word of all ids of a contact that was merged', async () => {
    const [first, second] = [await createContact(), await createContact()]
    const identify = (contactId: Uuid) =>
      track(contactId, [draft({ kind: 'dataInput', fields: { email: 'a@example.com' } })], {
        api: 'xperience',
      })
    await engine.accept(identify(first))
    await engine.accept(agree(first, tracking, true, { at: noon }))
    await engine.accept(agree(second, tracking, false, { at: noon + 1 }))
    await engine.accept(identify(second))
    for (const contactId of [first, second]) {
      expect(codeOf(await engine.accept(asking(contactId, { api: 'xperience' })))).toBe('consent_required')
    }
    await engine.accept(agree(second, tracking, true, { at: noon + 2 }))
    for (const contactId of [first, second]) {
      expect(codeOf(await engine.accept(asking(contactId, { api: 'xperience' })))).toBe('accepted')
    }
  })

  test('goes by the newest word also where the merge is in the same batch', async () => {
    const [first, second] = [await createContact(), await createContact()]
    const identify = (contactId: Uuid) =>
      track(contactId, [draft({ kind: 'dataInput', fields: { email: 'a@example.com' } })], {
        api: 'xperience',
      })
    await engine.accept(identify(first))
    await engine.accept(agree(first, tracking, false, { at: noon + 1 }))
    await engine.accept(agree(second, tracking, true, { at: noon }))
    const outcomes = await Promise.all([
      engine.accept(asking(second, { api: 'xperience' })),
      engine.accept(identify(second)),
      engine.accept(asking(second, { api: 'xperience' })),
    ])
    expect(outcomes.map(codeOf)).toEqual(['accepted', 'accepted', 'consent_required'])
  })
})

describe('an item that would go to another contact', () => {
  const login = (identifier: string, more: Parameters<typeof draft>[0] = {}) =>
    draft({ identity: { source: 'crm', identifier }, ...more })
  const says = (email: string, more: Parameters<typeof draft>[0] = {}) =>
    draft({ fields: { email, firstName: 'Other' }, ...more })
  /** A visitor who agreed, and is known by an identifier of the CRM, an e-mail address, or nothing. */
  async function createVisitor(first = draft()): Promise<Uuid> {
    const visitor = newId(noon)
    await give(visitor)
    expect(codeOf(await engine.accept(track(visitor, [first])))).toBe('accepted')
    return visitor
  }
  const send = (visitor: Uuid, ...drafts: ReturnType<typeof draft>[]) =>
    engine.accept(track(visitor, drafts, { requiredConsentId: tracking })).then(codeOf)
  const item = (index: number) => ({ item: index })

  test.each([
    { what: 'by an identifier of somebody new', known: login('luke'), other: login('leia') },
    {
      what: 'by the address of somebody new',
      known: says('luke@example.com'),
      other: says('leia@example.com'),
    },
  ])('$what is refused alone, and leaves everything as it was', async ({ known, other }) => {
    const visitor = await createVisitor(known)
    const before = await dumpVisitors(client)
    expect(await send(visitor, { ...other, messageId: 'm' })).toBe('accepted without 0')
    expect(await dumpVisitors(client)).toEqual(before)
    const two = [{ ...other, id: newId(noon), item: 1 }, draft({ item: 1 })]
    expect(await send(visitor, draft(), ...two, draft(item(2)))).toBe('accepted without 1')
    const activities = 'SELECT contact_id, count(*)::int AS n FROM activities GROUP BY 1'
    expect((await client.query(activities)).rows).toEqual([{ contact_id: visitor, n: 3 }])
    expect([await count('contacts'), await count('switched_devices')]).toEqual([1, 0])
  })

  test.each([
    { what: 'by identifier', known: login('luke'), other: login('leia') },
    { what: 'by e-mail address', known: says('luke@example.com'), other: says('leia@example.com') },
  ])(
    'known $what is stored while that one agrees, and refused once it has revoked',
    async ({ known, other }) => {
      const [visitor, leia] = [await createVisitor(known), await createVisitor(other)]
      const again = () => ({ ...other, id: newId(noon) })
      expect(await send(visitor, again())).toBe('accepted')
      await send(visitor, { ...known, id: newId(noon) })
      await revoke(leia, { at: noon + minutes(1) })
      const before = await dumpVisitors(client)
      expect(await send(visitor, again())).toBe('accepted without 0')
      expect(await dumpVisitors(client)).toEqual(before)
    },
  )

  test.each([
    { what: 'an identifier', other: login('leia') },
    { what: 'an e-mail address', other: says('leia@example.com') },
  ])('by a merge through $what needs an agreement as the newest word of both', async ({ other }) => {
    const leia = await createVisitor(other)
    const [early, late] = [newId(noon), newId(noon)]
    await give(early, { at: noon + minutes(1) })
    await revoke(leia, { at: noon + minutes(2) })
    await give(late, { at: noon + minutes(3) })
    const again = () => ({ ...other, id: newId(noon) })
    expect(await send(early, again())).toBe('accepted without 0')
    expect(await count('contact_merges')).toBe(0)
    expect(await send(late, again())).toBe('accepted')
    expect(await count('contact_merges')).toBe(1)
    expect(await send(early, again())).toBe('accepted')
    expect(await count('contact_merges')).toBe(2)
  })

  test('by its identifier and then by its address is judged by where both lead', async () => {
    const [anonymous, leia] = [await createVisitor(), await createVisitor(says('leia@example.com'))]
    await revoke(leia, { at: noon + minutes(1) })
    const both = () => ({ ...login('han'), fields: { email: 'leia@example.com' } })
    const before = await dumpVisitors(client)
    expect(await send(anonymous, both())).toBe('accepted without 0')
    expect(await dumpVisitors(client)).toEqual(before)
    await give(leia, { at: noon + minutes(2) })
    expect(await send(anonymous, both())).toBe('accepted')
  })

  test('is stored where the channel requires nothing', async () => {
    const visitor = await createVisitor(login('luke'))
    expect(codeOf(await engine.accept(track(visitor, [login('leia')])))).toBe('accepted')
  })
})

describe('a consent given through the Sitecore API', () => {
  test('makes the contact under the id that was sent, and a fresh one for an id of the Xperience API', async () => {
    const visitor = newId(noon)
    expect(await give(visitor)).toMatchObject({ contactId: visitor, deviceId: visitor })
    const [foreign, freshId] = [await createContact(), newId(noon)]
    expect(await give(foreign, { freshId })).toMatchObject({ contactId: freshId, deviceId: freshId })
    const { rows } = await client.query('SELECT contact_id FROM consent_agreements ORDER BY contact_id')
    expect(rows).toEqual([visitor, freshId].toSorted().map((contact_id) => ({ contact_id })))
  })

  test('that is revoked by nobody leaves nothing', async () => {
    expect(await revoke(newId(noon))).toMatchObject({ status: 'accepted', contactId: null })
    expect(await revoke(await createContact())).toMatchObject({ status: 'accepted', contactId: null })
    expect(await count('consent_agreements')).toBe(0)
  })

  test('and that is not the required one waits for that, and can be revoked without', async () => {
    const contactId = newId(noon)
    const other = (agreed: boolean) =>
      engine.accept(agree(contactId, newsletter, agreed, { api: 'sitecore', requiredConsentId: tracking }))
    expect(codeOf(await other(true))).toBe('consent_required')
    expect(await count('contacts')).toBe(0)
    await give(contactId)
    expect(codeOf(await other(true))).toBe('accepted')
    await revoke(contactId)
    expect(codeOf(await other(true))).toBe('consent_required')
    expect(codeOf(await other(false))).toBe('accepted')
  })
})

describe('a flush that asks for a consent', () => {
  test('does nothing for who has not given it', async () => {
    const contactId = newId(noon)
    await engine.accept(track(contactId, [draft()]))
    const flush = () => engine.accept(endVisit(contactId, { requiredConsentId: tracking }))
    expect(codeOf(await flush())).toBe('consent_required')
    expect((await client.query('SELECT flushed_at FROM visits')).rows).toEqual([{ flushed_at: null }])
    await give(contactId)
    expect(codeOf(await flush())).toBe('accepted')
  })
})

describe('consent under load', () => {
  test('stores nothing that was sent after a revocation was acknowledged, by any of two processes', async () => {
    const other = await open(2)
    const engines = [engine, other]
    try {
      for (let round = 0; round < 15; round++) {
        const contactId = newId(noon)
        await give(contactId)
        let isRevoked = false
        const late: Promise<CommandOutcome>[] = []
        const early: Promise<CommandOutcome>[] = []
        const send = (index: number) =>
          (isRevoked ? late : early).push((engines[index % 2] as Engine).accept(asking(contactId)))
        for (let i = 0; i < 20; i++) send(i)
        const revoking = revoke(contactId).then(() => {
          isRevoked = true
        })
        for (let i = 0; !isRevoked; i++) {
          send(i)
          await new Promise(setImmediate)
        }
        for (let i = 0; i < 20; i++) send(i)
        await revoking
        expect((await Promise.all(late)).map(codeOf)).toEqual(late.map(() => 'consent_required'))
        const stored = (await Promise.all(early)).filter(({ status }) => status === 'accepted').length
        const { rows } = await client.query('SELECT count(*) FROM activities WHERE contact_id = $1', [
          contactId,
        ])
        expect(Number(rows[0]?.count)).toBe(stored)
      }
    } finally {
      await other.close()
    }
  })

  const people = Array.from({ length: 3 }, () => newId(noon))
  const step = fc.record({
    person: fc.nat(people.length - 1),
    what: fc.constantFrom('create', 'give', 'give', 'revoke', 'event', 'identify', 'other', 'login', 'flush'),
    api: fc.constantFrom('sitecore' as const, 'xperience' as const),
    asks: fc.boolean(),
  })
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
  const steps = fc.array(step, { minLength: 1, maxLength: 25 })

  function toCommand(step: Step, index: number): Command {
    const at = noon + minutes(index)
    const contactId = people[step.person] as Uuid
    const requiredConsentId = step.asks ? tracking : null
    const { api, what } = step
    if (what === 'create') return { type: 'createContact', api: 'xperience', contactId, at }
    if (what === 'flush') return endVisit(contactId, { at, requiredConsentId })
    if (what === 'event') return track(contactId, [draft({ occurredAt: at })], { api, requiredConsentId })
    if (what === 'login') {
      const identity = { source: 'crm', identifier: `${index % 2}` }
      return track(contactId, [draft({ occurredAt: at, identity }), draft({ occurredAt: at, item: 1 })], {
        api,
        requiredConsentId,
      })
    }
    if (what === 'give' || what === 'revoke') return agree(contactId, tracking, what === 'give', { api, at })
    const email = what === 'identify' ? 'a@example.com' : 'b@example.com'
    const one = draft({ kind: 'dataInput', occurredAt: at, fields: { email } })
    return track(contactId, [one], { api, requiredConsentId })
  }

  test('ends in the same rows and answers however commands are split into batches', {
    timeout: 60_000,
  }, async () => {
    const single = await open(1)
    try {
      await fc.assert(
        fc.asyncProperty(steps, async (list) => {
          const commands = list.map(toCommand)
          await emptyVisitors(client)
          const oneByOne: string[] = []
          for (const command of commands) oneByOne.push(codeOf(await single.accept(command)))
          const rows = await dumpVisitors(client)
          await emptyVisitors(client)
          const together = await Promise.all(commands.map((command) => single.accept(command)))
          expect(together.map(codeOf)).toEqual(oneByOne)
          expect(await dumpVisitors(client)).toEqual(rows)
        }),
        { numRuns: 40 },
      )
    } finally {
      await single.close()
    }
  })
})
