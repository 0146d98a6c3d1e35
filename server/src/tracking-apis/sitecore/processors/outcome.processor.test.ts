import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idOf, runItem } from '../../../../test/support/sitecore.ts'
import { sitecoreChain } from '../chain.ts'
import { outcomeProcessor } from './outcome.processor.ts'

const run = (item: Parameters<typeof runItem>[1]) => runItem([outcomeProcessor], item)

test('an outcome carries its amount and currency, and nothing of them stays in its data', async () => {
  const item = { outcomeId: 'Marketing Lead', currencyCode: 'USD', monetaryValue: '1337.00', note: 'n' }
  expect(await run(item)).toMatchObject({
    kind: 'outcome',
    definitionId: idOf('Marketing Lead'),
    monetaryValue: '1337.0000',
    currency: 'USD',
    data: '{"note":"n"}',
  })
})

describe('the amount', () => {
  test.each([
    ['1337.00', '1337.0000'],
    ['-5', '-5.0000'],
    ['+0.5', '0.5000'],
    [1337, '1337.0000'],
    [0, '0.0000'],
    [12.5, '12.5000'],
    ['999999999999999.9999', '999999999999999.9999'],
    ['', null],
    [null, null],
  ])('%j is stored as %s', async (monetaryValue, stored) => {
    expect(await run({ outcomeId: 'Opportunity', monetaryValue })).toMatchObject({
      monetaryValue: stored,
      currency: null,
      data: null,
    })
  })

  test.each([
    'abc',
    ' ',
    '1,5',
    '.5',
    '5.',
    '1e3',
    '0x10',
    '1.00001',
    '1000000000000000',
    1e15,
    0.12345,
    true,
    [],
    {},
  ])('%j is refused', async (monetaryValue) => {
    expect(await run({ outcomeId: 'Opportunity', monetaryValue })).toBe('invalid_monetary_value')
  })

  test('is the same as text and as JSON number', async () => {
    const amounts = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9999 }))
    await fc.assert(
      fc.asyncProperty(amounts, async ([whole, fraction]) => {
        const text = `${whole}.${String(fraction).padStart(4, '0')}`
        const stored = (monetaryValue: string | number) => run({ outcomeId: 'Opportunity', monetaryValue })
        expect(await stored(Number(text))).toEqual(await stored(text))
      }),
    )
  })
})

describe('the currency', () => {
  test.each([
    ['usd', 'USD'],
    [' ', null],
    ['', null],
    [null, null],
  ])('%j is stored as %s', async (currencyCode, stored) => {
    expect(await run({ outcomeId: 'Opportunity', currencyCode })).toMatchObject({ currency: stored })
  })

  test.each(['US', 'USDD', '€€€', 840, {}])('%j is refused', async (currencyCode) => {
    expect(await run({ outcomeId: 'Opportunity', currencyCode })).toBe('invalid_currency_code')
  })
})

describe('the outcome button of the official Next.js sample', () => {
  const sample = { outcomeId: 'Opportunity', currencyCode: 'USD', monetaryValue: '5' }

  test('counts once, as an outcome, and keeps url and pageId as extra fields', async () => {
    const withPage = { url: '/a', pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', ...sample }
    expect(await runItem(sitecoreChain, withPage)).toMatchObject({
      kind: 'outcome',
      data: JSON.stringify({ url: '/a', pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}' }),
    })
    expect(await runItem(sitecoreChain, { url: '', pageId: '', ...sample })).toMatchObject({
      kind: 'outcome',
    })
  })

  test('with a wrong amount is refused, and does not turn into a page view', async () => {
    expect(await runItem(sitecoreChain, { ...sample, pageId: 'p', monetaryValue: 'x' })).toBe(
      'invalid_monetary_value',
    )
  })

  test('with an empty outcome id is the page view that it also describes', async () => {
    expect(await runItem(sitecoreChain, { ...sample, pageId: 'p', outcomeId: '' })).toMatchObject({
      kind: 'pageView',
    })
  })
})
