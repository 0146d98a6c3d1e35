import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectSources } from './collect-sources.ts'

const visit = (more: object) => ({
  trafficChannel: 'Direct',
  referrer: null,
  landingUrl: null,
  visits: 1,
  startedAt: 0,
  ...more,
})

describe('The sources of a contact', () => {
  test('are its traffic channels, the most frequent first', () => {
    const { channels } = collectSources(
      [visit({ startedAt: 3 }), visit({ trafficChannel: 'Social', startedAt: 2 }), visit({ startedAt: 1 })],
      [],
    )
    expect(channels).toEqual([
      { trafficChannel: 'Direct', count: 2, lastAt: 3 },
      { trafficChannel: 'Social', count: 1, lastAt: 2 },
    ])
  })

  test('are words of campaigns, of search engines and of the site, in any case', () => {
    const { keywords } = collectSources(
      [
        visit({ landingUrl: 'https://shop.example/?utm_term=Red+Shoes#x', startedAt: 5 }),
        visit({ referrer: 'https://www.google.com/search?q=red%20shoes', landingUrl: '/', startedAt: 4 }),
        visit({ referrer: 'https://other.example/?q=not+this', landingUrl: '/', startedAt: 3 }),
      ],
      [
        { keyword: 'boots', at: 1 },
        { keyword: ' BOOTS ', at: 2 },
        { keyword: ' ', at: 3 },
      ],
    )
    expect(keywords).toEqual([
      { keyword: 'boots', origin: 'internal', count: 2, lastAt: 2 },
      { keyword: 'Red Shoes', origin: 'paid', count: 1, lastAt: 5 },
      { keyword: 'red shoes', origin: 'search', count: 1, lastAt: 4 },
    ])
  })

  test('are read from whatever visitors sent, and stay few and short', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.webUrl({ withQueryParameters: true }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.record({ referrer: fc.option(text), landingUrl: fc.option(text) })),
        (visits) => {
          const { keywords } = collectSources(visits.map(visit), [{ keyword: '\0\ud800', at: 0 }])
          expect(keywords.length).toBeLessThanOrEqual(20)
          for (const { keyword } of keywords) {
            expect(keyword.length).toBeLessThanOrEqual(200)
            expect(keyword.isWellFormed()).toBe(true)
            expect(keyword).not.toContain('\0')
          }
        },
      ),
    )
  })
})
