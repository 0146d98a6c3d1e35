import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, minutes, noon, track } from '../../test/support/commands.ts'
import { emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import type { MarkHumanCommand } from '../domain/command.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import type { VisitClient } from '../domain/visit-client.ts'
import type { Engine } from './contract.ts'

let database: EngineDatabase
let client: pg.Client
let engine: Engine
beforeAll(async () => {
  database = await createEngineDatabase()
  client = database.client
  engine = await database.open()
})
afterAll(async () => {
  await engine?.close()
  await database?.drop()
})
beforeEach(() => emptyVisitors(client))

const browser: VisitClient = {
  isRobot: false,
  device: {
    type: 'desktop',
    vendor: null,
    model: null,
    browser: 'Chrome "quoted" \\',
    browserVersion: '129',
    system: 'Windows',
    systemVersion: '10',
  },
  location: { country: 'DE', region: 'Bavaria', city: 'Munich' },
  address: '192.0.2.0',
}
const robot: VisitClient = { isRobot: true, device: null, location: null, address: null }

const markHuman = (contactId: Uuid, requiredConsentId: number | null = null): MarkHumanCommand => ({
  type: 'markHuman',
  contactId,
  requiredConsentId,
})
async function classificationOf(contact: Uuid): Promise<number | undefined> {
  const { rows } = await client.query(
    'SELECT classification FROM contact_state WHERE contact_id = $1 AND merged_into IS NULL',
    [contact],
  )
  return rows[0]?.classification
}
const [unknown, isRobot, human] = [0, 1, 2]

describe('a visit', () => {
  test('notes the client with which it began, and what comes later changes nothing of it', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()], { client: browser }))
    await engine.accept(track(visitor, [draft()], { client: robot }))
    await engine.accept(track(visitor, [draft({ occurredAt: noon + minutes(30) })], { client: robot }))
    const { rows } = await client.query(
      'SELECT robot, device, location, address FROM visits ORDER BY started_at',
    )
    const { isRobot, ...noted } = browser
    expect(rows).toEqual([
      { robot: isRobot, ...noted },
      { robot: true, device: null, location: null, address: null },
    ])
  })

  test('of a robot goes on for the ordinary time-out', async () => {
    const visitor = newId(noon)
    for (const at of [noon, noon + minutes(19)]) {
      await engine.accept(track(visitor, [draft({ occurredAt: at })], { client: robot }))
    }
    const { rows } = await client.query('SELECT activities FROM visits')
    expect(rows).toEqual([{ activities: 2 }])
  })

  test('for which a server speaks notes nothing', async () => {
    await engine.accept(track(newId(noon), [draft()], { client: null }))
    const { rows } = await client.query('SELECT robot, device, location, address FROM visits')
    expect(rows).toEqual([{ robot: false, device: null, location: null, address: null }])
  })
})

describe('a contact', () => {
  test('is a robot for as long as all its visits are a robot’s', async () => {
    const visitor = newId(noon)
    const visit = (number: number, client: VisitClient) =>
      engine.accept(track(visitor, [draft({ occurredAt: noon + minutes(30 * number) })], { client }))
    const seen: unknown[] = []
    for (const [number, client] of [robot, robot, browser, robot].entries()) {
      await visit(number, client)
      seen.push(await classificationOf(visitor))
    }
    expect(seen).toEqual([isRobot, isRobot, unknown, unknown])
  })

  test('that shows signs of a person is one from then on, whatever its user agent says', async () => {
    const visitor = newId(noon)
    await engine.accept(track(visitor, [draft()], { client: robot }))
    const outcome = await engine.accept(markHuman(visitor))
    expect(outcome).toEqual({ status: 'accepted', contactId: visitor, deviceId: visitor })
    await engine.accept(markHuman(visitor))
    await engine.accept(track(visitor, [draft({ occurredAt: noon + minutes(30) })], { client: robot }))
    expect(await classificationOf(visitor)).toBe(human)
  })

  test('stays a person in a merge, on whichever side it was one', async () => {
    for (const [first, second] of [
      [true, false],
      [false, true],
    ]) {
      const [one, other] = [newId(), newId()]
      const email = `${one}@example.com`
      await engine.accept({ type: 'createContact', api: 'xperience', contactId: one, at: noon })
      await engine.accept(track(one, [draft({ fields: { email } })], { api: 'xperience' }))
      await engine.accept(track(other, [draft()], { client: robot }))
      if (second) await engine.accept(markHuman(other))
      if (first)
        await client.query('UPDATE contact_state SET classification = 2 WHERE contact_id = $1', [one])
      await engine.accept(track(other, [draft({ fields: { email } })]))
      expect([await classificationOf(one), await classificationOf(other)]).toEqual([human, undefined])
      // The cookie that was merged away still names it.
      expect(await engine.accept(markHuman(other))).toMatchObject({ contactId: one })
    }
  })
})

describe('a sign of a person', () => {
  test('makes nobody', async () => {
    const outcome = await engine.accept(markHuman(newId()))
    expect(outcome).toMatchObject({ status: 'accepted', contactId: null })
    const { rows } = await client.query('SELECT FROM contacts')
    expect(rows).toEqual([])
  })

  test('does not reach a contact of the Xperience API, whose id anybody could send', async () => {
    const contact = newId()
    await engine.accept({ type: 'createContact', api: 'xperience', contactId: contact, at: noon })
    expect(await engine.accept(markHuman(contact))).toMatchObject({ contactId: null })
    expect(await classificationOf(contact)).toBe(unknown)
  })

  test('is refused where the contact does not agree to the consent that is required', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [draft()]))
    expect(await engine.accept(markHuman(visitor, 4711))).toMatchObject({ code: 'consent_required' })
    expect(await classificationOf(visitor)).toBe(unknown)
  })

  test('may come in the same batch as the first event', async () => {
    const visitor = newId()
    await Promise.all([
      engine.accept(track(visitor, [draft()], { client: robot })),
      engine.accept(markHuman(visitor)),
    ])
    expect(await classificationOf(visitor)).toBe(human)
  })
})
