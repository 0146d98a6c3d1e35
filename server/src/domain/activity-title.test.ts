import { describe, expect, test } from 'vitest'
import { titleOf } from './activity-title.ts'

describe('The title of an activity', () => {
  test.each([
    ['pageView', 'Page visit', 'Home', "Page visit 'Home'"],
    ['click', 'Click', 'Buy', "Clicked 'Buy'"],
    ['dataInput', 'Data input', 'Newsletter', "Data input 'Newsletter'"],
    ['custom', 'Loan calculator usage', '12000', "Loan calculator usage '12000'"],
    ['goal', 'Registered', 'web', "Registered 'web'"],
  ] as const)('of kind %s names its value in straight quotes', (kind, displayName, value, title) => {
    expect(titleOf(kind, displayName, value)).toBe(title)
  })

  test.each([
    ['pageView', 'Page visit'],
    ['custom', 'Loan calculator usage'],
    ['outcome', 'Opportunity'],
  ] as const)('of kind %s without a value is the name alone', (kind, displayName) => {
    expect(titleOf(kind, displayName, null)).toBe(displayName)
    expect(titleOf(kind, displayName, '')).toBe(displayName)
  })

  test('of a built-in type does not change when an administrator renames the type', () => {
    expect(titleOf('pageView', 'Seitenbesuch', 'Home')).toBe("Page visit 'Home'")
  })

  test('is cut to 250 characters and never in the middle of one', () => {
    expect(titleOf('custom', 'x', 'a'.repeat(400))).toHaveLength(250)
    const cut = titleOf('custom', 'x', `${'a'.repeat(246)}😀`)
    expect(cut).toBe(`x '${'a'.repeat(246)}`)
  })
})
