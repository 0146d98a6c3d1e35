import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  campaigns,
  countries,
  crowdSetUp,
  devices,
  goals,
  live,
  type Person,
  person,
  type Visited,
} from '../../../test/support/crowd.ts'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import type { ContactListItem } from './contacts.schemas.ts'

/**
 * A crowd whose members did random things, some of them merged, some settled; what a filter must leave is worked out from
 * what they did, and compared with what the list says.
 */
const CROWD = 60

let waymark: ReadingInstallation
const crowd = new Map<string, Person>()
const ids = new Map<string, string>()
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision(crowdSetUp)
  for (const definition of waymark.catalogue.snapshot.definitions) ids.set(definition.name, definition.guid)
  const people = fc.sample(person, CROWD)
  for (const [index, one] of people.entries()) crowd.set(await live(waymark, one, index), one)
  waymark.setNow('2026-02-01T00:00:00Z')
}, 60_000)
afterAll(() => waymark.close())

/** Forms make visits in the app, too, without a device. */
const visitsOf = ({ visits, job }: Person): Visited[] => {
  const form: Visited = {
    ...{ day: 1, channel: 'app', device: null, country: null, way: 'Direct' },
    ...{ campaign: null, goals: [], pages: 0 },
  }
  return job === null ? [...visits] : [...visits, form]
}
const wayOf = ({ campaign, way }: Visited) => (campaign === 'Mailing' ? 'Email newsletter' : way)

/** Each filter by something of a visit: its values, and the visits that have one of them. */
const visitFilters = {
  goal: [goals, ({ goals }: Visited, value: string) => goals.includes(value as 'Register')],
  campaign: [campaigns, ({ campaign }: Visited, value: string) => campaign === value],
  device: [devices, ({ device }: Visited, value: string) => device === value],
  country: [countries, ({ country }: Visited, value: string) => country === value],
  channel: [['app', 'shop'], ({ channel }: Visited, value: string) => channel === value],
  trafficChannel: [
    ['direct', 'Organic search', 'Social', 'email newsletter'],
    (visit: Visited, value: string) => wayOf(visit).toLowerCase() === value.toLowerCase(),
  ],
  period: [
    ['2', '4', '6'],
    ({ day }: Visited, value: string) => day >= Number(value) && day < Number(value) + 2,
  ],
} satisfies Record<string, [readonly string[], (visit: Visited, value: string) => boolean]>

/** The others: their values, and who meets one of them. */
const contactFilters = {
  known: [['true', 'false'], ({ job }: Person, value: string) => (job !== null) === (value === 'true')],
  search: [
    ['wagner bjorn', 'mari mü', 'MULLER', 'zoe ann'],
    ({ job, firstName, lastName }: Person, value: string) =>
      job !== null &&
      ({
        'wagner bjorn': firstName === 'Björn' && lastName === 'Wagner',
        'mari mü': firstName === 'Anna Maria' && lastName === 'Müller',
        MULLER: lastName === 'Müller',
        'zoe ann': firstName === 'Zoë' && lastName === 'Annason',
      }[value] ??
        false),
  ],
  consent: [['news'], ({ news }: Person) => news.at(-1) ?? false],
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
} satisfies Record<string, [readonly string[], (one: Person, value: string) => boolean]>

type VisitFilterName = keyof typeof visitFilters
type FilterName = VisitFilterName | keyof typeof contactFilters
const valuesOf = (name: FilterName): readonly string[] => ({ ...visitFilters, ...contactFilters })[name][0]

interface Chosen {
  readonly name: FilterName
  readonly values: readonly string[]
}

/** Each filter by any visit; all of them by one visit where a time is asked for. */
function matches(one: Person, chosen: readonly Chosen[]): boolean {
  const ofVisits: ((visit: Visited) => boolean)[] = []
  for (const { name, values } of chosen) {
    if (name === 'known' || name === 'search' || name === 'consent' || name === 'field') {
      if (!values.some((value) => contactFilters[name][1](one, value))) return false
    } else {
      ofVisits.push((visit) => values.some((value) => visitFilters[name][1](visit, value)))
    }
  }
  const visits = visitsOf(one)
  return chosen.some(({ name }) => name === 'period')
    ? visits.some((visit) => ofVisits.every((has) => has(visit)))
    : ofVisits.every((has) => visits.some(has))
}

function toQuery(name: FilterName, values: readonly string[]): string {
  if (name === 'period') {
    const from = Number(values[0])
    return `from=2026-01-0${from}T00:00:00Z&to=2026-01-0${from + 2}T00:00:00Z`
  }
  return `${name}=${encodeURIComponent(values.map((value) => ids.get(value) ?? value).join(','))}`
}

const takesOne: readonly FilterName[] = ['known', 'search', 'consent', 'field', 'period']
const asked = fc
  .subarray(Object.keys({ ...visitFilters, ...contactFilters }) as FilterName[], { maxLength: 3 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .subarray([...valuesOf(name)], {
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
        const expected = [...crowd].filter(([, one]) => matches(one, chosen)).map(([id]) => id)

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

/** From the last page back to the first: in the order of the list, without the last one. */
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

/** A few more come to rest, so that lists are put together of those that do and those that do not. */
async function settleSomeone(): Promise<void> {
  await sql`UPDATE contact_state SET settled_last_at = coalesce(last_at, '-infinity'),
      settled_first_at = coalesce(first_at, '-infinity'), settled_activities = activities, settled_visits = visits,
      settled_points = points, settled_value = coalesce(points::float8 / nullif(visits, 0), '-infinity')
    WHERE contact_id IN (SELECT contact_id FROM contact_state
      WHERE settled_last_at IS NULL AND merged_into IS NULL ORDER BY random() LIMIT 3)`.execute(
    waymark.queries,
  )
}
