import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEras } from './find-eras.ts'

const lead = { label: 'Lead', definitionId: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e41' }
const customer = { label: 'Customer', definitionId: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e42' }
const labels = (starts: Parameters<typeof findEras>[2]) =>
  findEras(100, 'Unknown contact', starts).map(({ label, from, until }) => [label, from, until])

describe('Eras', () => {
  test('begin with the first activity, under the name for contacts that are not known', () => {
    expect(labels([])).toEqual([['Unknown contact', 100, null]])
  })

  test('end where an outcome starts the next one, in order of time', () => {
    expect(
      labels([
        { ...customer, at: 900 },
        { ...lead, at: 500 },
      ]),
    ).toEqual([
      ['Unknown contact', 100, 500],
      ['Lead', 500, 900],
      ['Customer', 900, null],
    ])
  })

  test('are not started again by what started them, but after another one', () => {
    const starts = [500, 600].map((at) => ({ ...lead, at }))
    expect(labels([...starts, { ...customer, at: 700 }, { ...lead, at: 800 }])).toEqual([
      ['Unknown contact', 100, 500],
      ['Lead', 500, 700],
      ['Customer', 700, 800],
      ['Lead', 800, null],
    ])
  })

  test('have the first one also where the first activity starts another', () => {
    expect(labels([{ ...lead, at: 100 }])).toEqual([
      ['Unknown contact', 100, 100],
      ['Lead', 100, null],
    ])
  })

  test('follow each other without a gap, and only the last one goes on', () => {
    const start = fc.record({ era: fc.constantFrom(lead, customer), at: fc.integer({ min: 100, max: 200 }) })
    fc.assert(
      fc.property(fc.array(start), (list) => {
        const eras = findEras(
          100,
          'Unknown contact',
          list.map(({ era, at }) => ({ ...era, at })),
        )
        expect(eras[0]).toMatchObject({ label: 'Unknown contact', from: 100 })
        for (const [n, era] of eras.entries()) expect(era.until).toBe(eras[n + 1]?.from ?? null)
        for (const [n, era] of eras.entries()) expect(era.label).not.toBe(eras[n - 1]?.label)
      }),
    )
  })
})
