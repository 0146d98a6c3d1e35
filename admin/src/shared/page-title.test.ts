import { expect, test } from 'vitest'
import { pageTitleOf } from './page-title.ts'

test('The title of a page view holds that of its page, whole or cut, or none', () => {
  expect(pageTitleOf("Page visit 'Bob's bikes'")).toBe("Bob's bikes")
  expect(pageTitleOf("Page visit 'A title that was c")).toBe('A title that was c')
  expect(pageTitleOf('Page visit')).toBeNull()
  expect(pageTitleOf("Page visit ''")).toBeNull()
})
