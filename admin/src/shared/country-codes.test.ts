import { expect, test } from 'vitest'
import { toAlpha2 } from './country-codes.ts'

test('Countries have two codes', () => {
  expect([toAlpha2('DEU'), toAlpha2('usa'), toAlpha2('XXX'), toAlpha2('')]).toEqual(['DE', 'US', null, null])
})
