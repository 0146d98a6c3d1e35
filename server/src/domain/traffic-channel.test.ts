import { expect, test } from 'vitest'
import { judgeReferrer, trafficChannelOf } from './traffic-channel.ts'

test('A campaign with a traffic channel says how its visitors came, whatever the referrer', () => {
  expect(trafficChannelOf({ trafficChannel: 'Paid search' }, 'Organic search')).toBe('Paid search')
})

test.each([
  ['without a campaign', undefined],
  ['of a campaign without a traffic channel', { trafficChannel: null }],
])('The referrer says how the visitor of a visit %s came', (_what, campaign) => {
  expect(trafficChannelOf(campaign, 'Social')).toBe('Social')
})

const landing = 'https://www.shop.example/bikes?color=red'

test.each([
  [null, 'Direct'],
  ['', 'Direct'],
  ['about:client', 'Direct'],
  ['/relative/path', 'Direct'],
  ['https://shop.example/', 'Direct'],
  ['https://WWW.Shop.example/other', 'Direct'],
  ['https://www.google.com/', 'Organic search'],
  ['https://google.co.uk/search?q=bikes', 'Organic search'],
  ['https://www.google.com.au', 'Organic search'],
  ['https://de.search.yahoo.com/x', 'Organic search'],
  ['https://duckduckgo.com/', 'Organic search'],
  ['android-app://com.google.android.googlequicksearchbox/', 'Organic search'],
  ['https://mail.google.com/mail/u/0', 'Referral'],
  ['https://google.com.evil.example/', 'Referral'],
  ['https://notgoogle.com/', 'Referral'],
  ['https://l.facebook.com/l.php?u=x', 'Social'],
  ['https://t.co/abc', 'Social'],
  ['https://out.reddit.com/r/bikes', 'Social'],
  ['https://notfacebook.com/', 'Referral'],
  ['https://user:facebook.com@blog.example:8080/x', 'Referral'],
  ['https://blog.example/https://www.google.com/', 'Referral'],
] as const)('A visit with the referrer %s came by: %s', (referrer, channel) => {
  expect(judgeReferrer(referrer, landing)).toBe(channel)
})

test('Where the landing page is not known, nobody’s own host is direct', () => {
  expect(judgeReferrer('https://www.shop.example/', null)).toBe('Referral')
  expect(judgeReferrer('https://www.shop.example/', '/bikes')).toBe('Referral')
})
