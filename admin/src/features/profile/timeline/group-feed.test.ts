import { describe, expect, test } from 'vitest'
import { makeMark } from '../../../../test/support/make-mark.ts'
import { groupFeed, takeApart } from './group-feed.ts'
import type { JourneyEra, Mark } from './journey.api.ts'

const day = 86_400_000
const mark = (kind: Mark['kind'], at: number, visitId: string): Mark => makeMark(kind, at, { visitId })
const era = (label: string, from: number, until: number | null): JourneyEra => ({
  label,
  place: 0,
  definitionId: null,
  from: new Date(from).toISOString(),
  until: until === null ? null : new Date(until).toISOString(),
  visits: 0,
  points: 0,
  monetary: {},
})
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const eras = [era('Unknown', 0, 2 * day), era('Lead', 2 * day, 3 * day), era('Customer', 3 * day, null)]
const marks = [
  mark('visit', 0, 'a'),
  mark('goal', 5, 'a'),
  mark('visit', 60, 'b'),
  mark('visit', day, 'c'),
  mark('visit', 4 * day, 'd'),
]

test('The list has the newest era, day and visit first, each visit with what was reached in it', () => {
  const feed = groupFeed({ eras }, marks, dayOf, 50)
  expect(feed.map(({ era }) => era.label)).toEqual(['Customer', 'Unknown'])
  expect(feed[1]?.days.map(({ day, visits }) => [day, visits.map(({ visit }) => visit.visitId)])).toEqual([
    ['1970-01-02', ['c']],
    ['1970-01-01', ['b', 'a']],
  ])
  expect(feed[1]?.days[1]?.visits[1]?.marks.map(({ id }) => id)).toEqual(['goal 5'])
})

test('The list is cut at its end', () => {
  expect(groupFeed({ eras }, marks, dayOf, 1).map(({ era }) => era.label)).toEqual(['Customer'])
})

describe('Several visits that came as one', () => {
  const several = { ...mark('visit', 0, 'a'), until: 100, count: 2 }

  test('have all that was reached in any of them', () => {
    const [era] = groupFeed({ eras }, [several, mark('goal', 50, 'b'), mark('goal', 200, 'z')], dayOf, 50)
    expect(era?.days[0]?.visits[0]?.marks.map(({ id }) => id)).toEqual(['goal 50'])
  })

  test('are the first ones of their sort from their time on, the newest first', () => {
    const closer = [
      mark('visit', -10, 'before'),
      mark('visit', 0, 'a'),
      { ...mark('visit', 10, 'robot'), robot: true },
      mark('visit', 20, 'b'),
      mark('goal', 30, 'b'),
      mark('visit', 40, 'after'),
    ]
    const apart = takeApart(several, closer)
    expect(apart.map(({ visit }) => visit.visitId)).toEqual(['b', 'a'])
    expect(apart[0]?.marks.map(({ id }) => id)).toEqual(['goal 30'])
  })
})
