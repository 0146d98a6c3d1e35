import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const at = '2026-03-01T08:00:00Z'
const form = (fields: object) => ({ what: 'datainput', at, value: 'form', fields })
const namesOf = (...ids: string[]) => waymark.read(`/api/v1/contacts/names?ids=${ids.join()}`)

test('Contacts are called as in their list, in the order that was asked for; nobody is left out', async () => {
  const ada = await waymark.createContact('xperience', at)
  const stranger = await waymark.createContact('xperience', at)
  await waymark.act(ada, [form({ email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' })])
  const { items } = await namesOf(stranger, 'a3f4bc8b-6d84-454f-8215-000000000000', ada)
  expect(items).toEqual([
    { id: stranger, contactId: stranger, displayName: 'Anonymous - 2026-03-01 08:00:00.000', known: false },
    { id: ada, contactId: ada, displayName: 'Ada Lovelace', known: true },
  ])
})

test('An id that was merged away is called like the survivor', async () => {
  const [first, second] = [
    await waymark.createContact('xperience', at),
    await waymark.createContact('xperience', at),
  ]
  for (const contact of [first, second])
    await waymark.act(contact, [form({ email: 'grace@example.com', firstName: 'Grace' })])
  const { items } = await namesOf(first, second)
  expect(items.map(({ displayName }: { displayName: string }) => displayName)).toEqual(['Grace', 'Grace'])
  expect(items[0].contactId).toBe(items[1].contactId)
})

test('Asking for nobody is answered with nobody', async () => {
  expect(await waymark.read('/api/v1/contacts/names')).toEqual({ items: [] })
})

test.each(['ada', Array.from({ length: 101 }, () => crypto.randomUUID()).join()])(
  'What are no ids, or too many, is refused',
  async (ids) => {
    const reply = await waymark.get(`/api/v1/contacts/names?ids=${ids}`)
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_parameter'])
  },
)

test('Strangers learn no names', async () => {
  const reply = await waymark.app.inject('/api/v1/contacts/names')
  expect(reply.statusCode).toBe(401)
})
