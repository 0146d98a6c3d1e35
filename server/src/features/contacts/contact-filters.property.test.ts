import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import type { ContactListItem } from './contacts.schemas.ts'

/**
 * A crowd whose members did random things, some of them merged, some settled; what a filter must leave is worked out from
 * what they did, and compared with what the list says.
 */
const goals = ['Register', 'Subscribe'] as const
const campaigns = ['Spring', 'Mailing'] as const
const devices = ['desktop', 'mobile', 'tablet'] as const
const countries = ['DE', 'FR', 'JP'] as const
const referrers = {
  Direct: null,
  'Organic search': 'https://www.google.com/',
  Social: 'https://t.co/x',
} as const
type Way = keyof typeof referrers
const channels = { app: appChannel, shop: shopChannel } as const
const jobs = ['Chief of staff', 'Head chef', 'Clerk'] as const

interface Visited {
  readonly day: number
  readonly channel: keyof typeof channels
  readonly device: (typeof devices)[number] | null
  readonly country: (typeof countries)[number] | null
  readonly way: Way
  readonly campaign: (typeof campaigns)[number] | null
  readonly goals: readonly (typeof goals)[number][]
  readonly pages: number
}

interface Person {
  readonly visits: readonly Visited[]
  readonly job: (typeof jobs)[number] | null
  /** Came under two ids, which were merged: so many of the visits are those of the other one. */
  readonly merged: number
}

const visited = fc.record<Visited>({
  day: fc.integer({ min: 1, max: 9 }),
  channel: fc.constantFrom('app', 'shop'),
  device: fc.constantFrom(...devices, null),
  country: fc.constantFrom(...countries, null),
  way: fc.constantFrom<Way>('Direct', 'Organic search', 'Social'),
  campaign: fc.constantFrom(...campaigns, null, null, null),
  goals: fc.subarray([...goals]),
  pages: fc.integer({ min: 1, max: 3 }),
})
const person = fc.record<Person>({
  visits: fc.uniqueArray(visited, { maxLength: 4, selector: ({ day }) => day }),
  job: fc.constantFrom(...jobs, null, null),
  merged: fc.integer({ min: 0, max: 2 }),
})
const CROWD = 60

let waymark: ReadingInstallation
const crowd = new Map<string, Person>()
const ids = new Map<string, string>()
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({
    goals: [{ name: 'Subscribe', points: 5 }],
    campaigns: [{ name: 'Mailing', channel: 'Email newsletter' }],
  })
  for (const definition of waymark.catalogue.snapshot.definitions) ids.set(definition.name, definition.guid)
  const people = fc.sample(person, CROWD)
  for (const [index, one] of people.entries()) crowd.set(await live(one, index), one)
  waymark.setNow('2026-02-01T00:00:00Z')
}, 60_000)
afterAll(() => waymark.close())

async function live({ visits, job, merged }: Person, index: number): Promise<string> {
  const email = `person${index}@example.com`
  const at = (day: number, second: number) => `2026-01-0${day}T08:00:${String(second).padStart(2, '0')}Z`
  const first = await waymark.createContact('xperience', '2026-01-01T00:00:00Z')
  const second =
    merged > 0 && job !== null ? await waymark.createContact('xperience', '2026-01-01T00:00:00Z') : first
  if (job !== null) {
    const form = {
      what: 'datainput',
      value: 'form',
      at: '2026-01-01T01:00:00Z',
      fields: { email, jobTitle: job },
    }
    await waymark.act(first, [form])
  }
  for (const [n, visit] of visits.entries()) {
    await waymark.act(
      n < merged ? second : first,
      [
        ...(visit.campaign === null ? [] : [{ what: `campaign/${visit.campaign}`, at: at(visit.day, 0) }]),
        ...Array.from({ length: visit.pages }, (_, page) => ({
          what: 'pagevisit',
          at: at(visit.day, page),
          url: 'https://site.example/',
          ...(page === 0 && visit.way !== 'Direct' && { referrer: referrers[visit.way] }),
        })),
        ...visit.goals.map((goal) => ({ what: `goal/${goal}`, at: at(visit.day, 20) })),
      ],
      {
        channel: channels[visit.channel],
        client: {
          isRobot: false,
          address: null,
          device:
            visit.device === null
              ? null
              : {
                  type: visit.device,
                  vendor: null,
                  model: null,
                  browser: null,
                  browserVersion: null,
                  system: null,
                  systemVersion: null,
                },
          location: visit.country === null ? null : { country: visit.country, region: null, city: null },
        },
      },
    )
  }
  // Saying the same address under the other id is what merges the two.
  if (second !== first) {
    const form = { what: 'datainput', value: 'form', at: '2026-01-09T23:00:00Z', fields: { email } }
    await waymark.act(second, [form], { channel: channels.app })
  }
  return (await waymark.read(`/api/v1/contacts/${first}`)).id
}

const wayOf = ({ campaign, way }: Visited) => (campaign === 'Mailing' ? 'Email newsletter' : way)

/** Each filter: its values, and who meets one of them. Forms make visits in the app, too, without a device. */
const hasForm = ({ job }: Person) => job !== null
const filters = {
  known: [['true', 'false'], (one: Person, value: string) => hasForm(one) === (value === 'true')],
  goal: [
    goals,
    (one: Person, value: string) => one.visits.some((visit) => visit.goals.includes(value as 'Register')),
  ],
  campaign: [campaigns, (one: Person, value: string) => one.visits.some((visit) => visit.campaign === value)],
  device: [devices, (one: Person, value: string) => one.visits.some((visit) => visit.device === value)],
  country: [countries, (one: Person, value: string) => one.visits.some((visit) => visit.country === value)],
  channel: [
    ['app', 'shop'],
    (one: Person, value: string) =>
      one.visits.some((visit) => visit.channel === value) || (value === 'app' && hasForm(one)),
  ],
  trafficChannel: [
    ['direct', 'Organic search', 'Social', 'email newsletter'],
    (one: Person, value: string) =>
      one.visits.some((visit) => wayOf(visit).toLowerCase() === value.toLowerCase()) ||
      (value === 'direct' && hasForm(one)),
  ],
  field: [
    [
      'jobTitle:contains:CHE',
      'jobTitle:contains:chief',
      'jobTitle:is:clerk',
      'jobTitle:set',
      'jobTitle:unset',
    ],
    ({ job }: Person, value: string) =>
      ({
        'jobTitle:contains:CHE': job === 'Head chef',
        'jobTitle:contains:chief': job === 'Chief of staff',
        'jobTitle:is:clerk': job === 'Clerk',
        'jobTitle:set': job !== null,
        'jobTitle:unset': job === null,
      })[value] ?? false,
  ],
  period: [
    ['2', '4', '6'],
    (one: Person, value: string) =>
      one.visits.some(({ day }) => day >= Number(value) && day < Number(value) + 2),
  ],
} satisfies Record<string, [readonly string[], (one: Person, value: string) => boolean]>
type FilterName = keyof typeof filters

function toQuery(name: FilterName, values: readonly string[]): string {
  if (name === 'period') {
    const from = Number(values[0])
    return `from=2026-01-0${from}T00:00:00Z&to=2026-01-0${from + 2}T00:00:00Z`
  }
  return `${name}=${encodeURIComponent(values.map((value) => ids.get(value) ?? value).join(','))}`
}

const takesOne: readonly FilterName[] = ['known', 'field', 'period']
const asked = fc.subarray(Object.keys(filters) as FilterName[], { maxLength: 3 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .subarray([...filters[name][0]] as string[], {
          minLength: 1,
          maxLength: takesOne.includes(name) ? 1 : 2,
        })
        .map((values) => ({ name, values })),
    ),
  ),
)

const keys = {
  lastActivityAt: (item: ContactListItem) => item.lastActivityAt,
  createdAt: (item: ContactListItem) => item.createdAt,
  firstSeenAt: (item: ContactListItem) => item.firstSeenAt,
  visitCount: (item: ContactListItem) => item.visitCount,
  activityCount: (item: ContactListItem) => item.activityCount,
  totalPoints: (item: ContactListItem) => item.totalPoints,
  valuePerVisit: (item: ContactListItem) =>
    item.visitCount === 0 ? null : item.totalPoints / item.visitCount,
}

function compare(a: ContactListItem, b: ContactListItem, key: keyof typeof keys): number {
  const [one, other] = [keys[key](a), keys[key](b)]
  if (one === other) return a.id < b.id ? -1 : 1
  if (one === null) return -1
  if (other === null) return 1
  return one < other ? -1 : 1
}

test('walking through any list gives each contact that matches once, in order, forwards and backwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      asked,
      fc.constantFrom(...(Object.keys(keys) as (keyof typeof keys)[])),
      fc.boolean(),
      fc.integer({ min: 7, max: 30 }),
      fc.boolean(),
      async (chosen, key, isDescending, limit, settlesFirst) => {
        if (settlesFirst) await settleSomeone()
        const query = [
          `sort=${isDescending ? '-' : ''}${key}`,
          ...chosen.map(({ name, values }) => toQuery(name, values)),
        ].join('&')
        const expected = [...crowd]
          .filter(([, one]) =>
            chosen.every(({ name, values }) => values.some((value) => filters[name][1](one, value))),
          )
          .map(([id]) => id)

        const forwards = await walk(query, limit)
        const items = forwards.flat()
        expect(items.map(({ id }) => id).sort()).toEqual(expected.sort())
        const sorted = [...items].sort((a, b) => compare(a, b, key))
        expect(items).toEqual(isDescending ? sorted.reverse() : sorted)

        const last = forwards.at(-1)
        if (forwards.length > 1 && last !== undefined) {
          const backwards = await walkBack(query, limit, forwards.length)
          expect(backwards.flat()).toEqual(items.slice(0, -last.length))
        }
        const counted = await waymark.read(`/api/v1/contacts?${query}&limit=1&count=true`)
        expect(counted.total).toBe(expected.length)
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

async function walk(query: string, limit: number): Promise<ContactListItem[][]> {
  const pages: ContactListItem[][] = []
  let next: string | null = ''
  while (next !== null) {
    const page: { items: ContactListItem[]; nextCursor: string | null } = await waymark.read(
      `/api/v1/contacts?${query}&limit=${limit}&cursor=${next}`,
    )
    pages.push(page.items)
    next = page.nextCursor
  }
  return pages
}

/** From the last page to the first, which are given in the order of the list, the last one left out. */
async function walkBack(query: string, limit: number, count: number): Promise<ContactListItem[][]> {
  let page = await waymark.read(`/api/v1/contacts?${query}&limit=${limit}`)
  for (let n = 1; n < count; n++)
    page = await waymark.read(`/api/v1/contacts?${query}&limit=${limit}&cursor=${page.nextCursor}`)
  const pages: ContactListItem[][] = []
  while (page.prevCursor !== null) {
    page = await waymark.read(`/api/v1/contacts?${query}&limit=${limit}&cursor=${page.prevCursor}`)
    pages.unshift(page.items)
  }
  return pages
}

/** A few more contacts come to rest, so that lists are put together of those that do and those that do not. */
async function settleSomeone(): Promise<void> {
  await sql`UPDATE contact_state SET settled_last_at = coalesce(last_at, '-infinity'),
      settled_first_at = coalesce(first_at, '-infinity'), settled_activities = activities, settled_visits = visits,
      settled_points = points, settled_value = coalesce(points::float8 / nullif(visits, 0), '-infinity')
    WHERE contact_id IN (SELECT contact_id FROM contact_state
      WHERE settled_last_at IS NULL AND merged_into IS NULL ORDER BY random() LIMIT 3)`.execute(
    waymark.queries,
  )
}
