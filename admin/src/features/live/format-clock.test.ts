import { expect, test } from 'vitest'
import { inLocale } from '../../../test/support/in-locale.ts'

const module = new URL('./format-clock.ts', import.meta.url)
const at = '2026-11-22T21:05:07.251Z'

test.each([
  ['en_US', ['10:05 PM', '10:05:07.251 PM', 'Nov 22, 2026, 10:05:07.251 PM']],
  ['de_DE', ['22:05', '22:05:07,251', '22.11.2026, 22:05:07,251']],
])('A time is written as in %s, and where the viewer is', async (locale, written) => {
  const calls = `[m.formatClock('${at}', 'minute'), m.formatClock('${at}', 'millisecond'), m.formatMoment('${at}')]`
  const texts = (await inLocale(locale, module, calls)) as string[]
  expect(texts.map((text) => text.replaceAll('\u202f', ' '))).toEqual(written)
})
