import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recogniseUserAgent } from './recognise-user-agent.ts'

const nothing = {
  type: null,
  vendor: null,
  model: null,
  browser: null,
  browserVersion: null,
  system: null,
  systemVersion: null,
}

describe('a person’s browser is no robot, and its device, browser and system are known:', () => {
  test.each([
    [
      'Safari on an iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      {
        type: 'mobile',
        vendor: 'Apple',
        model: 'iPhone',
        browser: 'Safari',
        browserVersion: '17.5',
        system: 'iOS',
        systemVersion: '17.5',
      },
    ],
    [
      'Edge on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0',
      {
        ...nothing,
        type: 'desktop',
        browser: 'Microsoft Edge',
        browserVersion: '129.0.0.0',
        system: 'Windows',
        systemVersion: '10',
      },
    ],
    [
      'Safari on a Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
      {
        type: 'desktop',
        vendor: 'Apple',
        model: null,
        browser: 'Safari',
        browserVersion: '17.5',
        system: 'macOS',
        systemVersion: '10.15.7',
      },
    ],
    [
      'Chrome on an Android phone',
      'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
      {
        ...nothing,
        type: 'mobile',
        browser: 'Chrome',
        browserVersion: '126.0.0.0',
        system: 'Android',
        systemVersion: '14',
      },
    ],
    [
      'Firefox on Linux',
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      { ...nothing, type: 'desktop', browser: 'Firefox', browserVersion: '127.0', system: 'Linux' },
    ],
  ])('%s', (_title, userAgent, device) => {
    expect(recogniseUserAgent(userAgent)).toEqual({ isRobot: false, device })
  })
})

test.each(['node', 'undici', 'axios/1.7.2', 'okhttp/4.12.0', 'curl/8.9.1', 'python-requests/2.32.3'])(
  'a program that fetches (%s) is a robot of which nothing more is known',
  (userAgent) => {
    expect(recogniseUserAgent(userAgent)).toEqual({ isRobot: true, device: null })
  },
)

test('a search engine is a robot that says its name', () => {
  expect(
    recogniseUserAgent('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'),
  ).toMatchObject({ isRobot: true, device: { type: 'bot', vendor: 'Google', browser: 'Googlebot' } })
})

test('who says nothing is nothing, and no robot', () => {
  expect(recogniseUserAgent(' ')).toEqual({ isRobot: false, device: null })
})

test('no text is too strange to be judged, and none takes long', () => {
  const words = [
    'Mozilla/5.0 ',
    '(',
    ')',
    ';',
    'Android ',
    'Linux ',
    'like Mac OS X',
    'Version/',
    '0.',
    ' ',
    'bot',
  ]
  const texts = fc.oneof(
    fc.string({ maxLength: 512 }),
    fc.array(fc.constantFrom(...words), { maxLength: 100 }).map((parts) => parts.join('').slice(0, 512)),
    fc.constantFrom(...words).map((word) => word.repeat(512).slice(0, 512)),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const start = performance.now()
      expect(typeof recogniseUserAgent(text).isRobot).toBe('boolean')
      // Normally a hundredth of a millisecond; what is caught here backtracks for minutes.
      expect(performance.now() - start).toBeLessThan(5_000)
    }),
    { numRuns: 500 },
  )
})
