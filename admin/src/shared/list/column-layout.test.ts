import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseColumns,
  moveColumn,
  NARROWEST,
  readColumnLayout,
  resizeColumn,
  toggleColumn,
  WIDEST,
} from './column-layout.ts'

const layout = { shown: ['name', 'email', 'value'], widths: {}, density: 'compact' } as const
const columns = ['email', 'name', 'value', 'city'].map((key) => ({ key }))

describe('The layout of columns', () => {
  test('is read or left alone, whatever is stored, and then shows each column once within its bounds', () => {
    const stored = fc.oneof(
      fc.anything(),
      fc.record({ shown: fc.array(fc.anything()), widths: fc.anything(), density: fc.anything() }),
    )
    fc.assert(
      fc.property(stored, (value) => {
        const read = readColumnLayout(value)
        if (read === null) return
        expect(new Set(read.shown).size).toBe(read.shown.length)
        for (const width of Object.values(read.widths)) {
          expect(width).toBeGreaterThanOrEqual(NARROWEST)
          expect(width).toBeLessThanOrEqual(WIDEST)
        }
        expect(readColumnLayout(JSON.parse(JSON.stringify(read)))).toEqual(read)
      }),
    )
  })

  test('keeps the first column first, and passes over columns that are gone', () => {
    const chosen = chooseColumns(columns, { ...layout, shown: ['city', 'gone', 'email'] }, 'name')
    expect(chosen.map(({ key }) => key)).toEqual(['name', 'city', 'email'])
  })

  test('hides and shows, moves within its ends, and remembers widths', () => {
    expect(toggleColumn(layout, 'email').shown).toEqual(['name', 'value'])
    expect(toggleColumn(layout, 'city').shown).toEqual(['name', 'email', 'value', 'city'])
    expect(moveColumn(layout, 'value', -1).shown).toEqual(['name', 'value', 'email'])
    expect(moveColumn(layout, 'value', 1)).toBe(layout)
    expect(moveColumn(layout, 'gone', 1)).toBe(layout)
    expect(resizeColumn(layout, 'email', 1).widths).toEqual({ email: NARROWEST })
  })
})
