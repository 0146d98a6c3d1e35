import { describe, expect, test } from 'vitest'
import { moveThumbs, spreadThumbs } from './spread-thumbs.ts'

const bounds = { from: 0, until: 1_000 }

describe('The thumbs around a view', () => {
  test('stand at its ends where it is long enough', () => {
    expect(spreadThumbs({ from: 100, until: 200 }, bounds, 50)).toEqual({ from: 100, until: 200 })
    expect(spreadThumbs({ from: -5, until: 1_010 }, bounds, 50)).toEqual(bounds)
  })

  test('keep a distance around a short one, also at both ends of all there is', () => {
    expect(spreadThumbs({ from: 499, until: 501 }, bounds, 50)).toEqual({ from: 475, until: 525 })
    expect(spreadThumbs({ from: 0, until: 2 }, bounds, 50)).toEqual({ from: 0, until: 50 })
    expect(spreadThumbs({ from: 998, until: 1_000 }, bounds, 50)).toEqual({ from: 950, until: 1_000 })
  })

  test('change the end of the view that they stand for, and no other', () => {
    const view = { from: 499, until: 501 }
    const drawn = spreadThumbs(view, bounds, 50)
    expect(moveThumbs(view, drawn, { ...drawn, from: 400 }, 2)).toEqual({ from: 400, until: 501 })
    expect(moveThumbs(view, drawn, { ...drawn, until: 700 }, 2)).toEqual({ from: 499, until: 700 })
    expect(moveThumbs(view, drawn, { ...drawn, from: 520 }, 2)).toEqual({ from: 499, until: 501 })
    expect(moveThumbs(view, drawn, drawn, 2)).toEqual(view)
  })
})
