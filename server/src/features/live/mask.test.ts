import { expect, test } from 'vitest'
import { hideSecretKey, MASK, maskHeaders, maskUrl, maskValue, shortenKey } from './mask.ts'

test('The values of contact fields are hidden at any depth and in any case, their names and all else stay', () => {
  const contact = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
  const body = {
    contact,
    activities: [{ type: 'datainput', value: 'form', contactFields: { Email: 'a@b.example', vip: true } }],
    more: [{ FirstName: 'Ada', nested: { lastName: ['Lovelace', null] } }],
  }
  expect(maskValue(body)).toEqual({
    contact,
    activities: [{ type: 'datainput', value: 'form', contactFields: { Email: MASK, vip: MASK } }],
    more: [{ FirstName: MASK, nested: { lastName: [MASK, null] } }],
  })
})

test('Of addresses in a body the query is hidden, as it is in headers', () => {
  expect(maskValue([{ url: '/x?email=a@b.example&sc_camp=1', referrer: 'https://a.example/' }])).toEqual([
    { url: `/x?email=${MASK}&sc_camp=1`, referrer: 'https://a.example/' },
  ])
})

test('Cookies are hidden, and what an address asks for', () => {
  expect(
    maskHeaders([
      { name: 'cookie', value: 'SC_ANALYTICS_GLOBAL_COOKIE=1' },
      { name: 'origin', value: 'https://app.example.com' },
      { name: 'referer', value: 'https://app.example.com/?email=a@b.example' },
    ]),
  ).toEqual([
    { name: 'cookie', value: MASK },
    { name: 'origin', value: 'https://app.example.com' },
    { name: 'referer', value: `https://app.example.com/?email=${MASK}` },
  ])
  expect(maskUrl('/event?sc_apikey=1&sc_camp=Spring&who=ada&flag')).toBe(
    `/event?sc_apikey=1&sc_camp=Spring&who=${MASK}&flag`,
  )
})

test('Of a key only what is public is shown whole', () => {
  expect(shortenKey('undefined')).toBe('undefined')
  expect(shortenKey('%7B8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10%7D')).toBe(
    '%7B8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10%7D',
  )
  expect(shortenKey('wm_live_abcdefghijklmnop')).toBe('wm_l…')
  expect(hideSecretKey('/e?SC_APIKEY=wm_live_abcdefghijklmnop&a=b')).toBe('/e?SC_APIKEY=wm_l…&a=b')
})
