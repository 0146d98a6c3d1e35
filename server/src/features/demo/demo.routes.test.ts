import { afterEach, beforeEach, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import { openReadingInstallation, type ReadingInstallation, token } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
let ask: ReturnType<typeof askAs>
beforeEach(async () => {
  waymark = await openReadingInstallation()
  ask = askAs(waymark.app, 'admin-token')
})
afterEach(() => waymark.close())

const few = { contacts: 15, days: 5 }

async function state(): Promise<string> {
  return (await waymark.read('/api/v1/demo')).state
}

async function load(request: object = few): Promise<void> {
  expect((await ask('POST', '/demo', request)).status).toBe(202)
  await expect.poll(state).toBe('loaded')
}

test('the demo is loaded in the background, shown, and removed again', async () => {
  expect(await waymark.read('/api/v1/demo')).toEqual({
    state: 'absent',
    progress: null,
    contacts: 0,
    loadedAt: null,
    holdsRealData: false,
    failure: null,
  })
  const begun = await ask('POST', '/demo', few)
  expect([begun.status, begun.body.state]).toEqual([202, 'loading'])
  await expect.poll(state).toBe('loaded')
  const { total } = await waymark.read('/api/v1/contacts?count=true')
  expect(total).toBeGreaterThan(0)
  expect((await waymark.read('/api/v1/demo')).contacts).toBe(total)

  const ended = await ask('DELETE', '/demo')
  expect([ended.status, ended.body.state]).toEqual([202, 'removing'])
  await expect.poll(state).toBe('absent')
  expect((await waymark.read('/api/v1/contacts')).items).toEqual([])
})

test('what the demo has rejected is shown, and nobody is told that it waits', async () => {
  await load({ contacts: 40, days: 5 })
  const { items, waiting, lastHour } = (await ask('GET', '/rejected-events/causes')).body
  expect(items.length).toBeGreaterThan(0)
  expect([waiting, lastHour]).toEqual([0, 0])
})

test('only one thing is done with it at a time', async () => {
  const answers = await Promise.all([
    ask('POST', '/demo', few),
    ask('POST', '/demo', few),
    ask('DELETE', '/demo'),
  ])
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
  for (const { status, body } of answers)
    if (status !== 202)
      expect([status, ['demo_busy', 'demo_absent'].includes(body.code)]).toEqual([409, true])
  await expect.poll(state).toBe('loaded')
})

test('it comes once, and can only be removed where it is', async () => {
  const absent = await ask('DELETE', '/demo')
  expect([absent.status, absent.body.code]).toEqual([409, 'demo_absent'])
  await load()
  const twice = await ask('POST', '/demo', few)
  expect([twice.status, twice.body.code]).toEqual([409, 'demo_loaded'])
})

test('beside real visitors it comes only where that is said, and leaves them alone', async () => {
  const contact = await waymark.createContact('sitecore', '2026-03-01T10:00:00Z')
  await waymark.act(contact, [{ what: 'pagevisit', at: '2026-03-01T10:00:00Z' }])
  const refused = await ask('POST', '/demo', few)
  expect([refused.status, refused.body.code]).toEqual([409, 'holds_real_data'])
  await load({ ...few, besideRealData: true })
  await ask('DELETE', '/demo')
  await expect.poll(state).toBe('absent')
  const { items } = await waymark.read('/api/v1/contacts')
  expect(items.map(({ id }: { id: string }) => id)).toEqual([contact])
})

test('the requests for it are checked', async () => {
  for (const wrong of [{ contacts: 0 }, { contacts: 20_001 }, { days: 731 }, { seed: 3 }, []])
    expect((await ask('POST', '/demo', wrong)).status).toBe(422)
  const viewer = askAs(waymark.app, token)
  expect((await viewer('POST', '/demo', few)).status).toBe(403)
  expect((await viewer('DELETE', '/demo')).status).toBe(403)
  expect((await askAs(waymark.app, null)('GET', '/demo')).status).toBe(401)
})

test('a server that is stopped in the middle leaves what can be removed', async () => {
  await ask('POST', '/demo', { contacts: 2_000, days: 90 })
  await expect.poll(async () => (await waymark.read('/api/v1/demo')).contacts).toBeGreaterThan(0)
  await waymark.demo.close()
  expect(await state()).toBe('incomplete')
})
