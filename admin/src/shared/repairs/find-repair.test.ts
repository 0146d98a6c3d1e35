import { expect, test } from 'vitest'
import { findRepair, type Refused } from './find-repair.ts'

const refused: Refused = {
  api: 'sitecore',
  code: 'unknown_goal',
  channelId: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  origin: 'http://localhost:3001',
  name: 'Regsiter',
}

test('an origin that is not listed can be allowed where the channel is known', () => {
  const { channelId, origin } = refused
  const wrong = { ...refused, code: 'origin_not_allowed' }
  expect(findRepair(wrong)).toEqual({ type: 'allowOrigin', channelId, api: 'sitecore', origin })
  expect(findRepair({ ...wrong, channelId: null })).toBeNull()
  expect(findRepair({ ...wrong, origin: null })).toBeNull()
  expect(findRepair({ ...wrong, origin: 'null' })).toBeNull()
})

test.each([
  ['unknown_goal', 'goal'],
  ['unknown_event', 'event'],
  ['unknown_outcome', 'outcome'],
  ['unknown_campaign', 'campaign'],
  ['unknown_type', 'activityType'],
])('%s can be defined as a %s', (code, kind) => {
  expect(findRepair({ ...refused, code })).toEqual({ type: 'createDefinition', kind, name: 'Regsiter' })
})

test('what only the sender can mend has no repair, nor has a name that is not there', () => {
  expect(findRepair({ ...refused, code: 'malformed_json' })).toBeNull()
  expect(findRepair({ ...refused, name: null })).toBeNull()
  expect(findRepair({ ...refused, code: null })).toBeNull()
})
