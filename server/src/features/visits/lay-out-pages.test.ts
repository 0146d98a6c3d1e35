import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../domain/ids.ts'
import type { Activity } from '../shared/activity.ts'
import { layOutPages } from './lay-out-pages.ts'

const start = Date.parse('2026-03-01T08:00:00Z')

function activity(more: Partial<Activity> & { at: number }): Activity {
  const { at, ...members } = more
  const occurredAt = new Date(at).toISOString()
  return {
    id: newId(at),
    contactId: 'c',
    visitId: 'v',
    parentId: null,
    channelId: null,
    kind: 'pageView',
    type: 'pagevisit',
    definitionId: null,
    title: 'Page visit',
    value: null,
    url: null,
    referrer: null,
    occurredAt,
    receivedAt: occurredAt,
    timeSource: 'server',
    points: 0,
    monetaryValue: null,
    currency: null,
    data: null,
    ...members,
  }
}

const all = () => true

describe('The pages of a visit', () => {
  test('have what was done on each, and how long until the next', () => {
    const home = activity({ at: start + 5_000, url: '/', value: 'Home', data: { pageId: 'home' } })
    const form = activity({ at: start + 65_000, url: '/form' })
    const done = [
      activity({ at: start, kind: 'campaign' }),
      home,
      activity({ at: start + 6_000, kind: 'goal', parentId: home.id, points: 50 }),
      form,
      activity({
        at: start + 80_000,
        kind: 'outcome',
        parentId: form.id,
        monetaryValue: 0.1,
        currency: 'USD',
      }),
      activity({
        at: start + 81_000,
        kind: 'outcome',
        parentId: form.id,
        monetaryValue: 0.2,
        currency: 'USD',
      }),
      activity({ at: start + 82_000, kind: 'outcome', parentId: form.id, monetaryValue: 7 }),
    ]
    const { withoutPage, pages } = layOutPages(done, { startedAt: start, endedAt: start + 90_000 }, all)
    expect(withoutPage).toMatchObject({ durationMs: 5_000, points: 0 })
    expect(withoutPage.activities.map(({ kind }) => kind)).toEqual(['campaign'])
    expect(pages).toMatchObject([
      { url: '/', title: 'Home', pageId: 'home', durationMs: 60_000, points: 50, monetary: {} },
      { url: '/form', title: null, pageId: null, durationMs: 25_000, monetary: { USD: 0.3, XXX: 7 } },
    ])
  })

  test('name what their definition keeps out of lists, and count it all the same', () => {
    const home = activity({ at: start })
    const quiet = activity({ at: start + 1, kind: 'event', parentId: home.id, points: 3 })
    const { pages } = layOutPages(
      [home, quiet],
      { startedAt: start, endedAt: start + 1 },
      (one) => one !== quiet,
    )
    expect(pages[0]).toMatchObject({ unlistedIds: [quiet.id], points: 3, activities: [quiet] })
  })

  test('are none in a visit without page views: all of it stands without a page', () => {
    const { withoutPage, pages } = layOutPages(
      [activity({ at: start, kind: 'goal', points: 5 })],
      { startedAt: start, endedAt: start + 1_000 },
      all,
    )
    expect([pages, withoutPage.points, withoutPage.durationMs]).toEqual([[], 5, 1_000])
  })

  test('add up to the visit in value, number and time, and no time is negative', () => {
    const deed = fc.record({
      after: fc.integer({ min: 0, max: 600_000 }),
      isPage: fc.boolean(),
      points: fc.integer({ min: -100, max: 1_000 }),
      // The page that it happened on, counted back; one that is not there for what stands without.
      back: fc.integer({ min: 0, max: 6 }),
    })
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const views: string[] = []
        let at = start
        const activities = deeds.map(({ after, isPage, points, back }) => {
          at += after
          const parentId = isPage ? null : (views.at(-1 - back) ?? null)
          const one = activity({ at, points, kind: isPage ? 'pageView' : 'event', parentId })
          if (isPage) views.push(one.id)
          return one
        })
        const { withoutPage, pages } = layOutPages(activities, { startedAt: start, endedAt: at }, all)
        const places = [withoutPage, ...pages]
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
        expect(sum(places.map(({ points }) => points))).toBe(sum(deeds.map(({ points }) => points)))
        expect(sum(places.map((place) => place.activities.length)) + pages.length).toBe(deeds.length)
        expect(places.every(({ durationMs }) => durationMs >= 0)).toBe(true)
        expect(sum(places.map(({ durationMs }) => durationMs))).toBe(at - start)
      }),
    )
  })
})
