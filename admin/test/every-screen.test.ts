import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers } from './support/axe.ts'
import { findTooSmall } from './support/find-too-small.ts'
import { type OpenScreens, openScreens } from './support/open-screens.ts'
import { screens } from './support/screens.ts'

const schemes = ['light', 'dark'] as const

let open: OpenScreens<(typeof schemes)[number]>
beforeAll(async () => {
  open = await openScreens({ light: { scheme: 'light' }, dark: { scheme: 'dark' } })
}, 60_000)
afterAll(() => open.close())

describe.each(screens.map((screen) => [screen.name, screen] as const))('The screen %s', (_name, screen) => {
  test.each(schemes)('has no barrier that axe finds, in the %s scheme', async (scheme) => {
    const { page, trouble } = await open.show(screen, scheme)
    expect(await findBarriers(page)).toEqual([])
    expect(await findTooSmall(page)).toEqual([])
    expect(trouble).toEqual([])
  })
})
