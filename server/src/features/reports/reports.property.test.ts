import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  type Deed,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import type { Overview } from './reports.schemas.ts'

/** Clocks go forward there on 29 March 2026, from two to three. */
const timeZone = 'Europe/Berlin'
const first = Date.parse('2026-03-25T00:00:00Z')
const minuteMs = 60_000
const stretchMs = 8 * 24 * 60 * minuteMs

interface RawVisit {
  readonly day: string
  readonly hour: number
  readonly channel: string
  readonly robot: boolean
  readonly country: string
  readonly points: number
  readonly definitions: readonly string[]
  readonly money: readonly (readonly [currency: string, amount: number])[]
}

let waymark: ReadingInstallation
let visits: RawVisit[]

const whats = [
  'pagevisit',
  'click',
  'goal/Register',
  'event/Download',
  'outcome/Opportunity',
  'campaign/Spring',
] as const
const deed = fc.record({ what: fc.constantFrom(...whats), wait: fc.integer({ min: 0, max: 40 * minuteMs }) })
const history = fc.record({
  from: fc.integer({ min: 0, max: stretchMs }),
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
  channel: fc.constantFrom(appChannel, shopChannel),
  robot: fc.boolean(),
  country: fc.constantFrom('DE', 'FR', 'PL'),
})

beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({ settings: { 'reports.timeZone': timeZone } })
  waymark.setNow('2026-04-20T12:00:00Z')
  for (const { from, deeds, channel, robot, country } of fc.sample(history, { numRuns: 120, seed: 7 })) {
    let at = first + from
    const contact = await waymark.createContact('xperience', new Date(at).toISOString())
    const client = {
      isRobot: robot,
      device: null,
      location: { country, region: null, city: null },
      address: null,
    }
    for (const { what, wait } of deeds) {
      const money: Pick<Deed, 'money'> = what.startsWith('outcome') ? { money: ['1.25', 'EUR'] } : {}
      await waymark.act(contact, [{ what, at: new Date(at).toISOString(), ...money }], { channel, client })
      at += wait
    }
  }
  visits = await readRawVisits()
})
afterAll(() => waymark.close())

/** By other means than the reports: one row a visit, its time as PostgreSQL tells it there. */
async function readRawVisits(): Promise<RawVisit[]> {
  const { rows } = await sql<RawVisit>`
    SELECT to_char(v.started_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
      floor(extract(epoch FROM v.started_at - date_trunc('day', v.started_at, ${timeZone})) / 3600)::int AS hour,
      c.guid AS channel, v.robot, v.location->>'country' AS country, v.points::int,
      array_agg(d.name) AS definitions,
      coalesce(jsonb_agg(jsonb_build_array(a.currency, a.monetary)) FILTER (WHERE a.monetary IS NOT NULL), '[]') AS money
    FROM visits v JOIN channels c ON c.id = v.channel_id JOIN activities a ON a.visit_id = v.id
      JOIN definitions d ON d.id = a.definition_id
    GROUP BY v.contact_id, v.id, c.guid`.execute(waymark.queries)
  return rows
}

function figuresOf(chosen: readonly RawVisit[]) {
  const did = chosen.flatMap(({ definitions }) => definitions)
  const count = (name: string) => did.filter((definition) => definition === name).length
  const money: Record<string, number> = {}
  for (const [currency, amount] of chosen.flatMap(({ money }) => money))
    money[currency] = (money[currency] ?? 0) + amount
  return {
    visits: chosen.length,
    bounces: chosen.filter(({ definitions }) => definitions.filter((name) => name !== 'Spring').length <= 1)
      .length,
    conversions: chosen.filter(({ definitions }) => definitions.includes('Register')).length,
    points: chosen.reduce((sum, { points }) => sum + points, 0),
    activities: {
      pageView: count('pagevisit'),
      goal: count('Register'),
      event: count('Download'),
      outcome: count('Opportunity'),
      campaign: count('Spring'),
      click: count('click'),
      dataInput: 0,
      custom: 0,
    },
    money,
  }
}

const day = fc
  .integer({ min: -1, max: 9 })
  .map((days) => new Date(first + days * 24 * 60 * minuteMs).toISOString().slice(0, 10))
const query = fc.record({
  days: fc.tuple(day, day).map((days) => days.sort()),
  robots: fc.boolean(),
  channel: fc.option(fc.constantFrom(appChannel, shopChannel)),
  countries: fc.option(fc.subarray(['DE', 'FR', 'PL'], { minLength: 1 })),
  goal: fc.boolean(),
})

describe('Any report', () => {
  test('has the figures that its visits give when they are counted one by one', async () => {
    const goalId = waymark.catalogue.snapshot.definition('goal', 'Register')?.guid ?? ''
    await fc.assert(
      fc.asyncProperty(query, async ({ days: [from = '', to = ''], robots, channel, countries, goal }) => {
        const asked = new URLSearchParams({ from, to, robots: String(robots) })
        if (channel !== null) asked.set('channel', channel)
        if (countries !== null) asked.set('country', countries.join(','))
        if (goal) asked.set('goal', goalId)
        const { totals, series, period }: Overview = await waymark.read(`/api/v1/reports/overview?${asked}`)

        const chosen = visits.filter(
          (visit) =>
            visit.day >= from &&
            visit.day <= to &&
            (robots || !visit.robot) &&
            (channel === null || visit.channel === channel) &&
            (countries === null || countries.includes(visit.country)) &&
            (!goal || visit.definitions.includes('Register')),
        )
        expect(totals).toMatchObject(figuresOf(chosen))
        const bySlot = Map.groupBy(chosen, (visit) => (period.unit === 'day' ? visit.day : visit.hour))
        const slots = [...bySlot].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, visits]) => visits.length)
        expect(series.map(({ visits }) => visits).filter((count) => count > 0)).toEqual(slots)
      }),
      { numRuns: 60 },
    )
  })

  test('has 23 hours for the day on which clocks go forward', async () => {
    const { series }: Overview = await waymark.read('/api/v1/reports/overview?from=2026-03-29&to=2026-03-29')
    expect(series).toHaveLength(23)
    expect(series[0]?.at).toBe('2026-03-28T23:00:00.000Z')
  })
})
