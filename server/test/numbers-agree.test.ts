import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activityKinds } from '../src/domain/kinds.ts'
import { openPeriod } from '../src/features/reports/report-period.ts'
import type { Overview, UniqueContacts } from '../src/features/reports/reports.schemas.ts'
import type { Visit } from '../src/features/shared/visit.schemas.ts'
import { countries, devices } from './support/crowd.ts'
import {
  appChannel,
  type Deed,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from './support/reading.ts'

/**
 * One crowd, asked in every way that tells a number: reports, lists that count, files, profiles. Its visits lie close
 * together in time, many of them over a midnight; some people are robots now and then, some came under two ids.
 */
const timeZone = 'Europe/Berlin'
const firstMs = Date.parse('2026-03-25T00:00:00Z')
const minuteMs = 60_000
const days = ['2026-03-25', '2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30']
const whole = { from: '2026-03-24', to: '2026-04-02' }

const deed = fc.record({
  what: fc.constantFrom(
    'pagevisit',
    'goal/Register',
    'event/Download',
    'outcome/Opportunity',
    'campaign/Spring',
  ),
  wait: fc.integer({ min: 0, max: 30 * minuteMs }),
})
const dayMs = 24 * 60 * minuteMs
/** At any time, or late in an evening there. */
const beginning = fc.oneof(
  fc.integer({ min: 0, max: 6 * dayMs }),
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 22 * 60 + 30, max: 22 * 60 + 59 }))
    .map(([days, minutes]) => days * dayMs + minutes * minuteMs),
)
const history = fc.record({
  from: beginning,
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
  channel: fc.constantFrom(appChannel, shopChannel),
  robot: fc.constantFrom(true, false, false),
  device: fc.constantFrom(...devices),
  country: fc.constantFrom(...countries),
  way: fc.constantFrom(undefined, 'https://t.co/x', 'https://www.google.com/'),
})
/** Some say who they are, each second of those once more as somebody else, who is the same then. */
const person = fc.record({
  histories: fc.array(history, { minLength: 1, maxLength: 4 }),
  saysName: fc.boolean(),
  isMerged: fc.boolean(),
})

let waymark: ReadingInstallation
const ids = new Map<string, string>()

beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({ settings: { 'reports.timeZone': timeZone } })
  waymark.setNow('2026-04-20T12:00:00Z')
  for (const { name, guid } of waymark.catalogue.snapshot.definitions) ids.set(name, guid)
  for (const [index, one] of fc.sample(person, { numRuns: 60, seed: 11 }).entries()) await live(one, index)
}, 60_000)
afterAll(() => waymark.close())

type Person = typeof person extends fc.Arbitrary<infer One> ? One : never

async function live({ histories, saysName, isMerged }: Person, index: number): Promise<void> {
  const start = new Date(firstMs).toISOString()
  const first = await waymark.createContact('xperience', start)
  const second = saysName && isMerged ? await waymark.createContact('xperience', start) : first
  for (const [n, { from, deeds, channel, robot, device, country, way }] of histories.entries()) {
    const contact = n % 2 === 0 ? first : second
    let at = firstMs + from
    for (const { what, wait } of deeds) {
      const done: Deed = {
        what,
        at: new Date(at).toISOString(),
        ...(way !== undefined && { referrer: way }),
        ...(what.startsWith('outcome') && { money: ['2.5', 'EUR'] }),
      }
      await waymark.act(contact, [done], { channel, client: clientOf(robot, device, country) })
      at += wait
    }
  }
  if (!saysName) return
  const fields = { email: `person${index}@example.com` }
  const form = { what: 'datainput', value: 'form', fields }
  for (const contact of new Set([first, second]))
    await waymark.act(contact, [{ ...form, at: '2026-03-30T10:00:00Z' }])
}

function clientOf(isRobot: boolean, type: string, country: string) {
  const versions = { browserVersion: null, systemVersion: null }
  return {
    isRobot,
    address: null,
    device: { type, vendor: null, model: null, browser: null, system: null, ...versions },
    location: { country, region: null, city: null },
  }
}

const ofVisits = fc.record(
  {
    robots: fc.constantFrom('false', 'true'),
    channel: fc.constantFrom('app', 'shop', 'app,shop'),
    device: fc.constantFrom('desktop', 'mobile,tablet'),
    country: fc.constantFrom('DE', 'FR,JP'),
    trafficChannel: fc.constantFrom('Direct', 'Social,Organic search'),
    goal: fc.constant('Register'),
    campaign: fc.constant('Spring'),
  },
  { requiredKeys: [] },
)
/** All visits, all of people, or some. */
const filter = fc
  .oneof(fc.constant({}), fc.constant({ robots: 'false' }), { arbitrary: ofVisits, weight: 3 })
  .map(
    (chosen) =>
      new URLSearchParams(Object.entries(chosen).map(([name, value]) => [name, ids.get(value) ?? value])),
  )
const period = fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)).map((two) => two.sort())

async function askReports(from: string, to: string, filters: URLSearchParams) {
  const asked = new URLSearchParams([['from', from], ['to', to], ...filters])
  const [overview, unique]: [Overview, UniqueContacts] = await Promise.all([
    waymark.read(`/api/v1/reports/overview?${asked}`),
    waymark.read(`/api/v1/reports/unique-contacts?${asked}`),
  ])
  return { overview, unique }
}

/** What the admin makes of days before it asks for a list. */
function momentsOf(from: string, to: string): [string, string][] {
  const { dayBounds } = openPeriod(from, to, timeZone)
  const [first = 0, last = 0] = [dayBounds[0], dayBounds.at(-1)]
  return [
    ['from', new Date(first).toISOString()],
    ['to', new Date(last).toISOString()],
  ]
}

async function countLines(path: string, asked: URLSearchParams, format: 'csv' | 'ndjson'): Promise<number> {
  const reply = await waymark.app.inject({
    url: `/api/v1${path}/export?${asked}&format=${format}&columns=id`,
    headers: { authorization: 'Bearer admin-token' },
  })
  expect(reply.statusCode).toBe(200)
  const lines = reply.body.split('\n').filter((line) => line !== '')
  return format === 'csv' ? lines.length - 1 : lines.length
}

/** The number that a list tells, which its files must have too. */
async function countList(path: string, asked: URLSearchParams): Promise<number> {
  const { total, totalIsEstimate } = await waymark.read(`/api/v1${path}?${asked}&count=true&limit=1`)
  expect(totalIsEstimate).toBe(false)
  expect(await countLines(path, asked, 'csv')).toBe(total)
  expect(await countLines(path, asked, 'ndjson')).toBe(total)
  return total
}

describe('For any days and filters', () => {
  test('the contacts of the overview are those of the list, and of its files', async () => {
    await fc.assert(
      fc.asyncProperty(period, filter, async ([from = '', to = ''], filters) => {
        const { unique } = await askReports(from, to, filters)
        const asked = new URLSearchParams([...momentsOf(from, to), ...filters])
        expect(await countList('/contacts', asked)).toBe(unique.contacts)
        asked.set('known', 'true')
        expect(await countList('/contacts', asked)).toBe(unique.known)
        asked.set('known', 'false')
        expect(await countList('/contacts', asked)).toBe(unique.anonymous)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('visits, activities and points of the overview are those of the visits that its contacts began then', async () => {
    const ownFilter = filter.filter((asked) =>
      ['goal', 'campaign', 'trafficChannel'].every((name) => !asked.has(name)),
    )
    await fc.assert(
      fc.asyncProperty(period, ownFilter, async ([from = '', to = ''], filters) => {
        const { overview } = await askReports(from, to, filters)
        const moments = momentsOf(from, to)
        const [[, begin], [, end]] = moments as [[string, string], [string, string]]
        const asked = new URLSearchParams([...moments, ...filters])
        const { items } = await waymark.read(`/api/v1/contacts?${asked}&limit=500`)
        const visits = (await Promise.all(items.map(({ id }: { id: string }) => readVisits(id)))).flat()
        const chosen = visits.filter(
          (visit) => visit.startedAt >= begin && visit.startedAt < end && meets(visit, filters),
        )
        const { totals } = overview
        expect(totals.visits).toBe(chosen.length)
        expect(totals.points).toBe(sum(chosen.map(({ points }) => points)))
        expect(sum(Object.values(totals.activities))).toBe(
          sum(chosen.map(({ activityCount }) => activityCount)),
        )
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  test('as many activities are in a list as in its files and in its picture', async () => {
    await fc.assert(
      fc.asyncProperty(
        period,
        fc.constantFrom('', 'goal', '-pageView'),
        async ([from = '', to = ''], kind) => {
          const asked = new URLSearchParams([...momentsOf(from, to), ['robots', 'false'], ['kind', kind]])
          const { buckets } = await waymark.read(`/api/v1/activities/histogram?${asked}`)
          const drawn = buckets.map(({ counts }: { counts: Record<string, number> }) =>
            sum(Object.values(counts)),
          )
          expect(await countList('/activities', asked)).toBe(sum(drawn))
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('Over days that no visit leaves', () => {
  const channels = ['', 'channel=app', 'channel=shop']
  test.each(channels.flatMap((channel) => [`${channel}&robots=true`, `${channel}&robots=false`]))(
    'each kind of activity is as frequent in the overview as in the list: %s',
    async (query) => {
      const filters = new URLSearchParams(query)
      const { overview } = await askReports(whole.from, whole.to, filters)
      for (const kind of activityKinds) {
        const asked = new URLSearchParams([...momentsOf(whole.from, whole.to), ...filters, ['kind', kind]])
        expect([kind, await countList('/activities', asked)]).toEqual([
          kind,
          overview.totals.activities[kind],
        ])
      }
    },
    30_000,
  )

  test('profiles add up to the overview', async () => {
    const { overview, unique } = await askReports(whole.from, whole.to, new URLSearchParams())
    const { items } = await waymark.read('/api/v1/contacts?limit=500')
    const profiles = await Promise.all(
      items.map(({ id }: { id: string }) => waymark.read(`/api/v1/contacts/${id}/overview`)),
    )
    const metrics = profiles.map(({ metrics }) => metrics)
    const { totals } = overview
    expect(unique.contacts).toBe(metrics.filter(({ visits }) => visits > 0).length)
    expect(sum(metrics.map(({ visits }) => visits))).toBe(totals.visits)
    expect(sum(metrics.map(({ goals }) => goals))).toBe(totals.activities.goal)
    expect(sum(metrics.map(({ outcomes }) => outcomes))).toBe(totals.activities.outcome)
    expect(sum(metrics.map(({ points }) => points))).toBe(totals.points)
    expect(sum(metrics.map(({ activities }) => activities))).toBe(sum(Object.values(totals.activities)))
    expect(sum(metrics.map(({ monetary }) => monetary.EUR ?? 0))).toBe(totals.money.EUR)
  })
})

async function readVisits(contact: string): Promise<Visit[]> {
  return (await waymark.read(`/api/v1/contacts/${contact}/visits?limit=500`)).items
}

function meets(visit: Visit, filters: URLSearchParams): boolean {
  const channel = visit.channelId === appChannel ? 'app' : 'shop'
  const facts = { channel, device: visit.device?.type, country: visit.location?.country }
  const isMet = Object.entries(facts).every(
    ([name, fact]) =>
      filters
        .get(name)
        ?.split(',')
        .includes(fact ?? '') ?? true,
  )
  return isMet && (filters.get('robots') !== 'false' || !visit.robot)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
