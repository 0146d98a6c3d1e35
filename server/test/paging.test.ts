import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Deed,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from './support/reading.ts'

let waymark: ReadingInstallation
let ada: string

/** Few moments for many activities, far apart: equal times within pages, and months between them. */
const moments = [
  '2025-03-01T00:00:00Z',
  '2025-12-31T23:59:59.999Z',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.001Z',
]
const kinds = ['pagevisit', 'click', 'goal/Register']

function deedsAt(at: string, count: number): Deed[] {
  return Array.from({ length: count }, (_, n) => ({
    what: kinds[n % kinds.length] ?? '',
    at,
    value: String(n),
  }))
}

async function createActive(at: string): Promise<string> {
  const contact = await waymark.createContact('xperience', at)
  await waymark.act(contact, deedsAt(at, 2))
  return contact
}

beforeAll(async () => {
  waymark = await openReadingInstallation()
  const form = { what: 'datainput', value: 'form', fields: { email: 'ada@example.com' } }
  const merged = await waymark.createContact('xperience', '2025-03-01T00:00:00Z')
  ada = await waymark.createContact('xperience', '2025-03-01T00:00:00Z')
  await waymark.act(ada, [{ ...form, at: '2025-03-01T00:00:00Z' }])
  for (const at of moments) {
    await waymark.act(ada, deedsAt(at, 7))
    await waymark.act(merged, deedsAt(at, 4))
    await waymark.act(merged, deedsAt(at, 1), { channel: shopChannel })
  }
  await waymark.act(merged, [{ ...form, at: '2026-01-01T00:00:00.002Z' }])
  for (let n = 0; n < 12; n++) await createActive(moments[n % moments.length] ?? '')
  for (let n = 0; n < 5; n++) await waymark.createContact('xperience', moments[n % moments.length] ?? '')
})
afterAll(() => waymark.close())

const lists = [
  () => '/api/v1/activities?',
  () => '/api/v1/activities?sort=occurredAt',
  () => '/api/v1/activities?kind=goal',
  () => `/api/v1/activities?contact=${ada}`,
  () => `/api/v1/activities?contact=${ada}&sort=occurredAt&kind=click`,
  () => `/api/v1/contacts/${ada}/visits?`,
  () => `/api/v1/contacts/${ada}/visits?sort=startedAt`,
  () => `/api/v1/contacts/${ada}/timeline?`,
  () => '/api/v1/contacts?',
  () => '/api/v1/contacts?sort=lastActivityAt',
  () => '/api/v1/contacts?sort=-createdAt',
  () => '/api/v1/contacts?sort=createdAt&known=false',
]

interface Step {
  readonly to: 'next' | 'prev'
  readonly limit: number
  /** Before this step somebody new comes by, at this moment. */
  readonly arrival: string | null
}

const step: fc.Arbitrary<Step> = fc.record({
  to: fc.constantFrom('next', 'next', 'next', 'prev'),
  limit: fc.integer({ min: 1, max: 9 }),
  arrival: fc.option(fc.constantFrom(...moments, '2026-01-02T00:00:00Z'), { freq: 2 }),
})

/** A page that was read, reduced to what was there from the beginning: places [from, until) of the list. */
interface Place {
  readonly from: number
  readonly until: number
  readonly next: string | null
  readonly prev: string | null
}

describe('Paging through a list, there and back with any limits', () => {
  test.each(lists.map((list) => [list.toString().slice(6), list]))(
    'neither skips nor repeats: %s',
    async (_name, list) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
          const ids = (await waymark.read(`${list()}&limit=500`)).items.map(({ id }: { id: string }) => id)
          const read = async (query: string, at: number, to: Step['to']): Promise<Place> => {
            const { items, nextCursor, prevCursor } = await waymark.read(`${list()}&${query}`)
            const places = items
              .map(({ id }: { id: string }) => ids.indexOf(id))
              .filter((place: number) => place >= 0)
            const from = to === 'next' ? at : at - places.length
            expect(places).toEqual(Array.from(places, (_, n) => from + n))
            return { from, until: from + places.length, next: nextCursor, prev: prevCursor }
          }

          let here = await read('limit=3', 0, 'next')
          for (const { to, limit, arrival } of steps) {
            if (arrival !== null) await createActive(arrival)
            const cursor = here[to]
            if (cursor !== null) {
              here = await read(`limit=${limit}&cursor=${cursor}`, to === 'next' ? here.until : here.from, to)
            } else if (to === 'next') expect(here.until).toBe(ids.length)
            else expect(here.from).toBe(0)
          }
        }),
        { numRuns: 8 },
      )
    },
  )

  test('ends where the list does', async () => {
    for (const list of lists) {
      let { nextCursor: cursor } = await waymark.read(`${list()}&limit=3`)
      let pages = 1
      while (cursor !== null) {
        const page = await waymark.read(`${list()}&limit=3&cursor=${cursor}`)
        expect(page.items.length).toBeGreaterThan(0)
        expect(page.prevCursor).not.toBeNull()
        cursor = page.nextCursor
        pages++
      }
      expect(pages).toBeGreaterThan(1)
    }
  })
})
