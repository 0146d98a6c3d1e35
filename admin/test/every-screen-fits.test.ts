import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { findMisplaced } from './support/find-misplaced.ts'
import { findTooSmall } from './support/find-too-small.ts'
import { type OpenScreens, openScreens } from './support/open-screens.ts'
import { screens } from './support/screens.ts'

const kinds = {
  phone: { width: 390, height: 844 },
  // What is left of 1280 at 400 % (WCAG 1.4.10), and at 200 % (1.4.4).
  '320 pixels': { width: 320, height: 568 },
  'a zoom of 200 %': { width: 1280, height: 800, zoom: 2 },
}

let open: OpenScreens<keyof typeof kinds>
beforeAll(async () => {
  open = await openScreens(kinds)
}, 60_000)
afterAll(() => open.close())

describe.each(screens.map((screen) => [screen.name, screen] as const))('The screen %s', (_name, screen) => {
  test('fits a phone: it never moves sideways, and axe finds no barrier', async () => {
    const { page } = await open.show(screen, 'phone')
    expect(await scrollsSideways(page)).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    expect(await findTooSmall(page)).toEqual([])
  })

  test.each(['320 pixels', 'a zoom of 200 %'] as const)(
    'shows all of it: nothing is cut off or lies on something else, at %s',
    async (kind) => {
      const { page } = await open.show(screen, kind)
      expect(await scrollsSideways(page)).toBe(false)
      expect(await findMisplaced(page)).toEqual([])
    },
  )
})
