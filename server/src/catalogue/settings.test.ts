import { describe, expect, test } from 'vitest'
import { defaultSettings, findSettingProblem, readSettings, type SettingName } from './settings.ts'

describe('settings', () => {
  test('have the defaults that the contract promises, and every default is accepted', () => {
    expect(defaultSettings).toEqual({
      'sitecore.enabled': true,
      'headless.enabled': true,
      'headless.trackingEnabled': true,
      'headless.corsAllowedOrigins': '',
      'headless.corsAllowedHeaders': '',
      'pipeline.removedProcessors': '',
      'plugins.timeoutMs': 1000,
      'visit.timeoutMinutes': 20,
      'profiles.showAnonymous': true,
      'profiles.unknownEraLabel': 'Unknown contact',
      'cookies.secure': 'auto',
      'cookies.sameSite': 'auto',
      'rejected.retentionDays': 30,
      'addresses.store': 'truncated',
      'reports.timeZone': 'UTC',
    })
    for (const [name, value] of Object.entries(defaultSettings)) {
      expect(findSettingProblem(name as SettingName, value), name).toBeNull()
    }
  })

  test.each<[SettingName, unknown]>([
    ['visit.timeoutMinutes', 0.01],
    ['visit.timeoutMinutes', 1440],
    ['headless.corsAllowedOrigins', '*'],
    ['headless.corsAllowedOrigins', 'www.example.com; localhost:3000;https://app.example.com;[::1]:80;'],
    ['headless.corsAllowedHeaders', 'content-type; Authorization'],
    ['reports.timeZone', 'america/new_york'],
    ['cookies.sameSite', 'none'],
    ['pipeline.removedProcessors', 'sitecore/event; xperience/my-plugin;'],
    ['plugins.timeoutMs', 50],
  ])('%s may be %j', (name, value) => {
    expect(findSettingProblem(name, value)).toBeNull()
  })

  test.each<[SettingName, unknown, string]>([
    [
      'pipeline.removedProcessors',
      'event',
      'is "event" but must be processors separated by semicolons, such as sitecore/event;xperience/click',
    ],
    ['sitecore.enabled', 'true', 'is "true" but must be true or false'],
    ['visit.timeoutMinutes', 1441, 'is 1441 but must be a number from 0.01 to 1440 (minutes)'],
    ['visit.timeoutMinutes', null, 'is null but must be a number from 0.01 to 1440 (minutes)'],
    ['rejected.retentionDays', 1.5, 'is 1.5 but must be an integer from 1 to 3650 (days)'],
    ['cookies.secure', 'Auto', 'is "Auto" but must be one of "auto", "always", "never"'],
    [
      'headless.corsAllowedOrigins',
      'www.example.com/app',
      'is "www.example.com/app" but must be domain names',
    ],
    ['headless.corsAllowedOrigins', '*.example.com', 'is "*.example.com" but must be domain names'],
    ['headless.corsAllowedHeaders', 'content type', 'is "content type" but must be names of headers'],
    ['reports.timeZone', '', 'is "" but must be the IANA name of a time zone'],
    ['reports.timeZone', '+01:00', 'is "+01:00" but must be the IANA name of a time zone'],
  ])('%s may not be %j, and the sentence says what is accepted', (name, value, message) => {
    expect(findSettingProblem(name, value)).toMatchObject({
      path: name,
      message: expect.stringContaining(message),
    })
  })

  test('what is stored and not accepted counts as not stored, and is named', () => {
    const { settings, ignored } = readSettings([
      { name: 'visit.timeoutMinutes', value: -1 },
      { name: 'profiles.showAnonymous', value: false },
      { name: '__proto__', value: true },
      { name: 'toString', value: true },
    ])
    expect(settings).toEqual({ ...defaultSettings, 'profiles.showAnonymous': false })
    expect(ignored).toEqual(['visit.timeoutMinutes', '__proto__', 'toString'])
  })
})
