import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import type { ActivityHistogram } from './activities.schemas.ts'

let waymark: ReadingInstallation
let ada: string

// The server takes 2 March 2026, noon, for now.
beforeAll(async () => {
  waymark = await openReadingInstallation()
  ada = await waymark.createContact('xperience', '2026-01-01T08:00:00Z')
  await waymark.act(ada, [{ what: 'pagevisit', at: '2026-01-01T23:59:59.999Z', value: 'Old' }])
  await waymark.act(ada, [
    { what: 'pagevisit', at: '2026-03-01T12:00:00Z', value: 'Home' },
    { what: 'goal/Register', at: '2026-03-01T12:59:59.999Z' },
    { what: 'event/Download', at: '2026-03-01T13:00:00Z' },
    { what: 'event/Download', at: '2026-03-01T13:00:01Z' },
  ])
})
afterAll(() => waymark.close())

async function count(query = ''): Promise<ActivityHistogram> {
  return waymark.read(`/api/v1/activities/histogram?${query}`)
}

/** Those that hold something, by their beginnings. */
async function bars(query = ''): Promise<Record<string, object>> {
  const { buckets } = await count(query)
  return Object.fromEntries(
    buckets.filter(({ counts }) => Object.keys(counts).length > 0).map(({ from, counts }) => [from, counts]),
  )
}

const noon = '2026-03-01T12:00:00.000Z'
const one = '2026-03-01T13:00:00.000Z'

describe('The histogram of activities', () => {
  test('shows the last 24 hours, each kind by itself, when nothing is said', async () => {
    const { step, buckets } = await count()
    expect(step).toBe('hour')
    expect(buckets).toHaveLength(24)
    expect(buckets.at(-1)).toEqual({
      from: '2026-03-02T11:00:00.000Z',
      to: '2026-03-02T12:00:00.000Z',
      counts: {},
    })
    expect(await bars()).toEqual({ [noon]: { pageView: 1, goal: 1 }, [one]: { event: 2 } })
  })

  test('shows all of a visit, whenever it was, unless a time is asked for', async () => {
    const [{ visitId }] = (await waymark.read('/api/v1/activities?search=old')).items
    const { buckets } = await count(`visit=${visitId}`)
    expect(buckets).toEqual([
      { from: '2026-01-01T23:00:00.000Z', to: '2026-01-02T00:00:00.000Z', counts: { pageView: 1 } },
    ])
    expect(await bars(`visit=${visitId}&from=2026-03-01T00:00:00Z`)).toEqual({})
    expect(await bars('visit=a3f4bc8b-6d84-454f-8215-000000000000')).toEqual({})
  })

  test.each([
    ['kind=event', { [one]: { event: 2 } }],
    ['kind=-event', { [noon]: { pageView: 1, goal: 1 } }],
    ['type=register', { [noon]: { goal: 1 } }],
    ['type=nothing', {}],
    ['search=home', { [noon]: { pageView: 1 } }],
    ['channel=shop', {}],
    ['contact=a3f4bc8b-6d84-454f-8215-000000000000', {}],
  ])('keeps to the filters of the list: %s', async (query, expected) => {
    expect(await bars(query)).toEqual(expected)
  })

  test('shows whole days of a longer time, the same with and without a filter that days do not know', async () => {
    const days = {
      '2026-01-01T00:00:00.000Z': { pageView: 1 },
      '2026-03-01T00:00:00.000Z': { pageView: 1, goal: 1, event: 2 },
    }
    const longer = 'from=2026-01-01T22:00:00Z&to=2026-03-02T12:00:00Z'
    expect((await count(longer)).step).toBe('day')
    expect(await bars(longer)).toEqual(days)
    expect(await bars(`${longer}&contact=${ada}`)).toEqual(days)
    expect(await bars(`${longer}&robots=false`)).toEqual(days)
    expect(await bars(`${longer}&type=download`)).toEqual({ '2026-03-01T00:00:00.000Z': { event: 2 } })
  })

  test('of no time is empty', async () => {
    expect(await count('from=2026-03-02T12:00:00Z&to=2026-03-01T12:00:00Z')).toEqual({
      step: 'hour',
      buckets: [],
    })
  })

  test('of more days than can be shown is refused', async () => {
    const reply = await waymark.get('/api/v1/activities/histogram?from=2023-01-01T00:00:00Z')
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'invalid_parameter', errors: [{ parameter: 'from' }] })
  })

  test('is for those with a token', async () => {
    expect((await waymark.app.inject('/api/v1/activities/histogram')).statusCode).toBe(401)
  })
})
