import { expect, test } from 'vitest'
import { titleBesideKind } from './title-beside-kind.ts'

test('Beside its kind a page view is called by the title of its page', () => {
  expect(titleBesideKind('pageView', "Page visit 'Bob's bikes'")).toBe("Bob's bikes")
  expect(titleBesideKind('pageView', "Page visit 'A title that was c")).toBe('A title that was c')
  expect(titleBesideKind('pageView', 'Page visit')).toBe('Page visit')
  expect(titleBesideKind('pageView', "Page visit ''")).toBe("Page visit ''")
})

test('What is no page view keeps its title', () => {
  expect(titleBesideKind('event', "Page visit 'x'")).toBe("Page visit 'x'")
})
