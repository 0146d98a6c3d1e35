import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeMark as mark } from '../../../../test/support/make-mark.ts'
import { fitText } from './fit-text.ts'
import type { Journey, Mark } from './journey.api.ts'
import { keepInView, layOutEras, layOutMarks, markLanes } from './lay-out.ts'
import { createTimeAxis } from './time-axis.ts'

const axis = createTimeAxis({ from: 0, until: 1_000 }, [], 1_000)
const time = (at: number) => new Date(at).toISOString()
const era = (label: string, from: number, until: number | null): Journey['eras'][number] => ({
  label,
  place: 0,
  definitionId: label === 'Unknown' ? null : '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e41',
  from: time(from),
  until: until === null ? null : time(until),
  visits: 0,
  points: 0,
  monetary: {},
})
const layOut = (eras: Journey['eras']) =>
  layOutEras({ eras } as Journey, axis, 900).map(({ era, x, width, isOpen }) => [era.label, x, width, isOpen])

describe('Eras', () => {
  test('are bars from one to the next, the last one until now', () => {
    expect(layOut([era('Unknown', 100, 400), era('Customer', 400, null)])).toEqual([
      ['Unknown', 100, 300, false],
      ['Customer', 400, 500, true],
    ])
  })
})

test('A visit belongs to the picture as long as a part of it does', () => {
  const visit = (at: number, until: number) => mark('visit', at, { until })
  const idsInView = (...marks: Mark[]) =>
    keepInView(layOutMarks(marks, axis).visit, axis.width).map(({ id }) => id)
  expect(idsInView(visit(-300, 50), visit(998, 2_000), visit(1_001, 1_100))).toEqual([
    'visit visit -300',
    'visit visit 998',
  ])
  expect(idsInView(visit(-300, -1))).toEqual([])
})

describe('An outcome', () => {
  const outcome = (at: number) => mark('outcome', at, { monetary: { EUR: 20 } })
  const amounts = (...marks: Mark[]) => layOutMarks(marks, axis).outcome.map(({ amount }) => amount?.[1])

  test('says its amount where there is room for it', () => {
    expect(amounts(outcome(500))).toEqual([20])
    expect(amounts(outcome(500), outcome(700))).toEqual([20, 20])
  })

  test('says none beside another, at an edge, or in a bubble', () => {
    expect(amounts(outcome(500), outcome(540))).toEqual([undefined, undefined])
    expect(amounts(outcome(10))).toEqual([undefined])
    expect(amounts(outcome(500), outcome(501))).toEqual([undefined])
  })
})

test('On no lane two items touch, whatever marks there are, and none is lost', () => {
  const anyMark = fc
    .record({
      kind: fc.constantFrom<Mark['kind']>('visit', 'goal', 'outcome', 'campaign'),
      at: fc.nat(1_000),
      length: fc.nat(60),
      count: fc.integer({ min: 1, max: 500 }),
      money: fc.option(fc.integer({ min: 1, max: 5_000 })),
    })
    .map(({ kind, at, length, count, money }) =>
      mark(kind, at, {
        until: at + (kind === 'visit' ? length : 0),
        count,
        monetary: money === null ? {} : { EUR: money },
      }),
    )
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 300 }), (list) => {
      const marks = list.toSorted((a, b) => a.at - b.at)
      const items = layOutMarks(marks, axis)
      for (const lane of markLanes) {
        expect(items[lane].flatMap((item) => item.marks)).toEqual(marks.filter(({ kind }) => kind === lane))
        for (const [n, { left }] of items[lane].entries()) {
          const before = items[lane][n - 1]
          if (before !== undefined) expect(left).toBeGreaterThanOrEqual(before.left + before.width - 1e-9)
        }
      }
    }),
  )
})

test('A text keeps as many whole words as there is room for, and is left out where there is none', () => {
  expect(fitText('Unknown contact', 200)).toBe('Unknown contact')
  expect(fitText('Unknown contact', 90)).toBe('Unknown…')
  expect(fitText('Unknown contact', 15)).toBe('')
})
