import { describe, expect, test } from 'vitest'
import { linkToActivities, linkToContacts } from './overview-links.ts'

const days = { from: '2026-11-01', to: '2026-11-22' }
const channel = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e41'

describe('Figures of the overview', () => {
  test('lead to the contacts and activities of their days', () => {
    expect(linkToContacts({}, days, 'known', true)).toBe(
      '/contacts?period=2026-11-01..2026-11-22&who=known&robots=false',
    )
    expect(linkToContacts({}, days, null, true)).toBe('/contacts?period=2026-11-01..2026-11-22&robots=false')
    expect(linkToActivities({}, days, 'goal')).toBe('/activities?period=2026-11-01..2026-11-22&kind=goal')
  })

  test('keep the filters of the report', () => {
    expect(linkToContacts({ channel: [channel], country: ['DE', 'FR'] }, days, null, true)).toBe(
      `/contacts?period=2026-11-01..2026-11-22&channel=${channel}&country=DE%2CFR&robots=false`,
    )
    expect(linkToActivities({ channel: [channel], robots: true }, days, null)).toBe(
      `/activities?period=2026-11-01..2026-11-22&channel=${channel}&robots=true`,
    )
  })

  test('lead nowhere where a list would show something else', () => {
    expect(linkToContacts({ entryPage: '/' }, days, null, true)).toBeNull()
    expect(linkToContacts({ country: ['DE', 'none'] }, days, null, true)).toBeNull()
    expect(linkToContacts({}, days, null, false)).toBeNull()
    expect(linkToContacts({}, days, 'anonymous', false)).toBeNull()
    expect(linkToContacts({}, days, 'known', false)).not.toBeNull()
    expect(linkToActivities({ country: ['DE'] }, days, 'goal')).toBeNull()
  })
})
