import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import { openReadingInstallation, type ReadingInstallation, token } from '../../../test/support/reading.ts'
import { definitionKinds } from '../../domain/kinds.ts'
import { findNear } from './find-near.ts'

const REGISTER = '3f2c1b6e-5a44-4f0b-8c1d-9e7a6b5c4d3e'

let waymark: ReadingInstallation
let ask: ReturnType<typeof askAs>
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ask = askAs(waymark.app, 'admin-token')
  await waymark.provision({ goals: [{ name: 'Register', id: REGISTER }], events: [{ name: 'Registered' }] })
})
afterAll(() => waymark.close())

async function names(query: string): Promise<string[]> {
  const { items } = await waymark.read(`/api/v1/definitions?${query}`)
  return items.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)
}

describe('Definitions', () => {
  test('are listed with what is known of them, narrowed to kinds and a part of the name', async () => {
    expect(await names('kind=goal,event')).toEqual(
      expect.arrayContaining(['event Download', 'event Registered', 'goal Register']),
    )
    expect(await names('kind=event')).not.toContain('goal Register')
    expect(await names('search=REGISTRATION')).toEqual(['goal Register'])
    const { items } = await waymark.read('/api/v1/definitions?kind=goal&search=register')
    expect(items[0]).toMatchObject({
      id: REGISTER,
      displayName: 'Registration',
      points: 50,
      provisional: false,
    })
  })

  test('the one that was meant is found by a name that is nearly its own, of each kind', async () => {
    expect(await names('kind=goal&near=Regsiter')).toEqual(['goal Register'])
    expect(await names('near=registed')).toEqual(['goal Register', 'event Registered'])
    expect(await names('kind=goal&near=something-else')).toEqual([])
  })

  test('an id or a name of another kind says what it is', async () => {
    expect(await names(`kind=event,goal&near={${REGISTER.toUpperCase()}}`)).toEqual(['goal Register'])
    expect((await names('near=download'))[0]).toBe('event Download')
  })

  test.each(definitionKinds)('a %s that is made is known at once', async (kind) => {
    const name = `made_${kind}`
    const { status, body } = await ask('POST', '/definitions', { kind, name, displayName: 'Made' })
    expect([status, body.kind, body.name, body.displayName]).toEqual([201, kind, name, 'Made'])
    expect(waymark.catalogue.snapshot.definition(kind, body.id)?.name).toBe(name)
  })

  test('keep what belongs to their kind', async () => {
    const make = async (definition: object) => (await ask('POST', '/definitions', definition)).body
    expect(await make({ kind: 'goal', name: 'Paid', points: 30 })).toMatchObject({ points: 30 })
    expect(await make({ kind: 'outcome', name: 'Bought', era: 'Customer' })).toMatchObject({
      era: 'Customer',
    })
    expect(await make({ kind: 'campaign', name: 'Mail', trafficChannel: 'E-mail' })).toMatchObject({
      trafficChannel: 'E-mail',
    })
  })

  test('take the id that a client sends already', async () => {
    const id = 'c0000000-0000-4000-8000-0000000000c0'
    const { body } = await ask('POST', '/definitions', {
      kind: 'goal',
      name: 'By id',
      id: `{${id.toUpperCase()}}`,
    })
    expect(body.id).toBe(id)
  })

  test('one that waits to be confirmed is confirmed, and stays itself', async () => {
    const waiting = await waymark.catalogue.addProvisional('goal', 'Waiting')
    const { status, body } = await ask('POST', '/definitions', { kind: 'goal', name: 'waiting', points: 3 })
    expect([status, body.id, body.provisional, body.points]).toEqual([200, waiting?.guid, false, 3])
  })

  test('one that is there is never changed by making another', async () => {
    for (const taken of [
      { kind: 'goal', name: 'REGISTER' },
      { kind: 'goal', name: 'Other', id: REGISTER },
      { kind: 'event', name: 'Other', id: REGISTER },
      { kind: 'activityType', name: 'pagevisit' },
    ]) {
      const { status, body } = await ask('POST', '/definitions', taken)
      expect([status, body.code]).toEqual([409, 'name_taken'])
    }
  })

  test.each([
    [{ kind: 'goal' }, ''],
    [{ kind: 'click', name: 'x' }, 'kind'],
    [{ kind: 'goal', name: ' x' }, 'name'],
    [{ kind: 'activityType', name: 'with blank' }, 'name'],
    [{ kind: 'goal', name: 'x', points: 1.5 }, 'points'],
    [{ kind: 'outcome', name: 'x', points: 1 }, 'points'],
    [{ kind: 'goal', name: 'x', era: 'Customer' }, 'era'],
    [{ kind: 'event', name: 'x', trafficChannel: 'Mail' }, 'trafficChannel'],
    [{ kind: 'goal', name: 'x', id: 'no guid' }, 'id'],
  ])('are refused where they do not fit: %j', async (definition, parameter) => {
    const { status, body } = await ask('POST', '/definitions', definition)
    expect([status, body.code, body.errors[0].parameter]).toEqual([422, 'invalid_body', parameter])
  })

  test('a kind that there is not is refused with 400', async () => {
    expect((await waymark.get('/api/v1/definitions?kind=click')).statusCode).toBe(400)
  })

  test('are made by administrators and marketers only', async () => {
    await waymark.provision({ tokens: [{ name: 'marketer', secret: 'marketer-token', role: 'marketer' }] })
    const definition = { kind: 'goal', name: 'By a marketer' }
    expect((await askAs(waymark.app, token)('POST', '/definitions', definition)).status).toBe(403)
    expect((await askAs(waymark.app, null)('POST', '/definitions', definition)).status).toBe(401)
    expect((await askAs(waymark.app, 'marketer-token')('POST', '/definitions', definition)).status).toBe(201)
  })

  test('an exact name is always the first that is suggested, whatever others there are', () => {
    const definition = fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom(...definitionKinds),
      name: fc.string({ minLength: 1, maxLength: 8 }),
    })
    fc.assert(
      fc.property(fc.array(definition, { minLength: 1, maxLength: 12 }), fc.nat(), (definitions, index) => {
        const wanted = definitions[index % definitions.length]
        const found = findNear(definitions, wanted?.name.toUpperCase() ?? '')
        expect(found[0]?.name.toLowerCase()).toBe(wanted?.name.toUpperCase().toLowerCase())
      }),
    )
  })
})
