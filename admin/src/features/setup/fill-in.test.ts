import { expect, test } from 'vitest'
import { fillIn } from './fill-in.ts'

const keys = { sitecoreKey: '8c9e1a52', xperienceKey: 'wm_track_1', channelId: 'a3f4bc8b' }

test('keys and channel take their places, and names that only look like them stay', () => {
  expect(fillIn('NEXT_PUBLIC_SITECORE_API_KEY=SITECORE_KEY', keys)).toBe(
    'NEXT_PUBLIC_SITECORE_API_KEY=8c9e1a52',
  )
  expect(fillIn('Bearer XPERIENCE_KEY of CHANNEL_ID', keys)).toBe('Bearer wm_track_1 of a3f4bc8b')
})

test('what is not known keeps its place', () => {
  expect(fillIn('XPERIENCE_KEY SITECORE_KEY', { ...keys, sitecoreKey: null, xperienceKey: null })).toBe(
    'XPERIENCE_KEY SITECORE_KEY',
  )
})

test('a key with the signs of replacements is taken as it is', () => {
  expect(fillIn('XPERIENCE_KEY', { ...keys, xperienceKey: "$&$'" })).toBe("$&$'")
})
