import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draft, endVisit, minutes, noon, track } from '../../../test/support/commands.ts'
import type { Draft } from '../../domain/command.ts'
import { newId, type Uuid } from '../../domain/ids.ts'
import { type BatchState, noChanges } from '../state.ts'
import { reduce } from './reduce.ts'

/**
 * Events of one visitor, in the order of their arrival, against a model that knows all visits and page views of the
 * past and looks through them one by one.
 */

const visitor = newId(noon)
const timeout = minutes(20)

interface Arrival {
  readonly kind: 'pageView' | 'event' | 'flush'
  /** When it happened. */
  readonly at: number
  readonly arrivedAt: number
  /** Of the server where it says nothing. */
  readonly clock: Draft['timeSource']
}

interface Placed {
  readonly draft: Draft
  readonly parent: Uuid | null
}

interface Visit {
  readonly activities: Placed[]
  startedAt: number
  lastAt: number
  flushedAt: number | null
  entryUrl: string | null
}

const toDraft = ({ kind, at, clock }: Arrival, n: number): Draft =>
  draft({ kind: kind as Draft['kind'], occurredAt: at, timeSource: clock, url: `/${n}` })

/** What the engine's reducers make of it, all in one batch. */
function runReducers(arrivals: readonly Arrival[]): { visits: Visit[]; drafts: readonly Draft[] } {
  const state: BatchState = {
    contacts: new Map(),
    aliases: new Map(),
    owners: new Map(),
    stored: new Set(),
    changes: noChanges(),
    dayOf: () => '2026-03-02',
  }
  const drafts: Draft[] = []
  for (const [n, arrival] of arrivals.entries()) {
    const { arrivedAt } = arrival
    if (arrival.kind === 'flush') {
      reduce(state, endVisit(visitor, { at: arrivedAt }))
      continue
    }
    const one = toDraft(arrival, n)
    drafts.push(one)
    reduce(state, track(visitor, [one], { at: arrivedAt, visitTimeoutMs: timeout }))
  }
  const { activities, visits } = state.changes
  return {
    drafts,
    visits: [...visits.values()].map(({ id, startedAt, lastAt, flushedAt, entryUrl }) => ({
      startedAt,
      lastAt,
      flushedAt,
      entryUrl,
      activities: activities
        .filter(({ visitId }) => visitId === id)
        .map(({ draft, parentId }) => ({ draft, parent: parentId })),
    })),
  }
}

/** The same in plain words, of the drafts that the reducers were given. */
function runModel(arrivals: readonly Arrival[], drafts: readonly Draft[]): Visit[] {
  const visits: Visit[] = []
  const queue = [...drafts]
  for (const { kind } of arrivals) {
    const one = queue.shift() as Draft
    const visit = findVisit(visits, one.occurredAt)
    if (visit === undefined) {
      const { occurredAt, url } = one
      visits.push({
        activities: [{ draft: one, parent: null }],
        startedAt: occurredAt,
        lastAt: occurredAt,
        flushedAt: null,
        entryUrl: kind === 'pageView' ? url : null,
      })
      continue
    }
    const parent = kind === 'pageView' ? null : lastPage(visit, one.occurredAt)
    visit.activities.push({ draft: one, parent: parent?.id ?? null })
    visit.startedAt = Math.min(visit.startedAt, one.occurredAt)
    visit.lastAt = Math.max(visit.lastAt, one.occurredAt)
    visit.entryUrl = firstPage(visit)?.url ?? null
  }
  return visits
}

function findVisit(visits: readonly Visit[], at: number): Visit | undefined {
  const around = visits.filter(({ startedAt, lastAt }) => startedAt - timeout < at && at < lastAt + timeout)
  const within = around.find((visit) => visit.startedAt <= at && at <= visit.lastAt)
  if (within !== undefined) return within
  const isNext = (visit: Visit) =>
    !visits.some(
      (other) =>
        other !== visit &&
        ((visit.startedAt < other.startedAt && other.startedAt <= at) ||
          (at < other.startedAt && other.startedAt < visit.startedAt)),
    )
  return around.filter(isNext).toSorted((a, b) => a.startedAt - b.startedAt)[0]
}

function pagesInOrder({ activities }: Visit): Draft[] {
  return activities
    .map(({ draft }) => draft)
    .filter(({ kind }) => kind === 'pageView')
    .toSorted((a, b) => a.occurredAt - b.occurredAt)
}
const lastPage = (visit: Visit, at: number) =>
  pagesInOrder(visit).findLast(({ occurredAt }) => occurredAt <= at)
const firstPage = (visit: Visit) => pagesInOrder(visit)[0]

/** In minutes, so that times often meet or lie exactly a time-out apart. */
const arrivals = (kinds: Arrival['kind'][], least = { gap: 0, lateness: -5 }): fc.Arbitrary<Arrival[]> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        gap: fc.integer({ min: least.gap, max: 30 }),
        lateness: fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: least.lateness, max: 120 })),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((steps) => {
      let arrivedAt = noon
      return steps.map(({ kind, gap, lateness }): Arrival => {
        arrivedAt += minutes(gap)
        return lateness === null || kind === 'flush'
          ? { kind, arrivedAt, at: arrivedAt, clock: 'server' }
          : { kind, arrivedAt, at: arrivedAt - minutes(lateness), clock: 'client' }
      })
    })
const runs = { numRuns: 500 }

describe('events with times of the client and of the server, in any order of arrival', () => {
  test('find the visit, the page and the entry page that a look through the whole past finds', () => {
    fc.assert(
      fc.property(arrivals(['pageView', 'event', 'event'], { gap: 0, lateness: 0 }), (list) => {
        const { visits, drafts } = runReducers(list)
        expect(visits).toEqual(runModel(list, drafts))
      }),
      runs,
    )
  })

  test('do so also where the clock of the client is ahead', () => {
    fc.assert(
      fc.property(arrivals(['pageView', 'event', 'event']), (mixed) => {
        const list = mixed.map((one) => ({ ...one, clock: 'client' as const }))
        const { visits, drafts } = runReducers(list)
        expect(visits).toEqual(runModel(list, drafts))
      }),
      runs,
    )
  })

  test('lie within the span of their visit, which ends and begins with one of them, less than the time-out from each other', () => {
    fc.assert(
      fc.property(arrivals(['pageView', 'event', 'flush']), (list) => {
        for (const { activities, startedAt, lastAt } of runReducers(list).visits) {
          const times = activities.map(({ draft }) => draft.occurredAt).toSorted((a, b) => a - b)
          expect([times[0], times.at(-1)]).toEqual([startedAt, lastAt])
          for (const [n, at] of times.entries()) expect(at - (times[n - 1] ?? at)).toBeLessThan(timeout)
        }
      }),
      runs,
    )
  })

  test('form visits that do not overlap', () => {
    fc.assert(
      fc.property(arrivals(['pageView', 'event']), (list) => {
        const visits = runReducers(list).visits.toSorted((a, b) => a.startedAt - b.startedAt)
        for (const [n, visit] of visits.entries()) {
          const before = visits[n - 1]
          if (before !== undefined) expect(visit.startedAt).toBeGreaterThan(before.lastAt)
        }
      }),
      runs,
    )
  })

  test('do not share a visit with what happened on the other side of a flush', () => {
    const noneAhead = arrivals(['pageView', 'event', 'flush'], { gap: 1, lateness: 0 })
    fc.assert(
      fc.property(noneAhead, (list) => {
        const { visits } = runReducers(list)
        for (const { flushedAt } of visits) {
          if (flushedAt === null) continue
          for (const { activities } of visits) {
            const sides = new Set(activities.map(({ draft }) => draft.occurredAt < flushedAt))
            expect(sides.size).toBe(1)
          }
        }
      }),
      runs,
    )
  })
})

test('events that arrive in the order of their times, however late, form the visits that the server’s clock would', () => {
  fc.assert(
    fc.property(arrivals(['pageView', 'event']), fc.nat(300), (list, delay) => {
      const inOrder = list
        .toSorted((a, b) => a.at - b.at)
        .map((one) => ({ ...one, arrivedAt: one.at + minutes(delay) }))
      const late = inOrder.map((one) => ({ ...one, clock: 'client' as const }))
      const punctual = inOrder.map((one) => ({ ...one, arrivedAt: one.at, clock: 'server' as const }))
      const shape = ({ visits, drafts }: ReturnType<typeof runReducers>) =>
        visits.map(({ activities, ...visit }) => ({
          ...visit,
          activities: activities.map(({ draft, parent }) => [
            drafts.indexOf(draft),
            drafts.findIndex(({ id }) => id === parent),
          ]),
        }))
      expect(shape(runReducers(late))).toEqual(shape(runReducers(punctual)))
    }),
    runs,
  )
})
