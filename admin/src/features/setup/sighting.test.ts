import { expect, test } from 'vitest'
import type { LiveRequest } from './setup.api.ts'
import { findSighting } from './sighting.ts'

const MINE = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const OTHER = 'b3f4bc8b-6d84-454f-8215-cbec70bfaadd'

function request(more: Partial<LiveRequest>): LiveRequest {
  return {
    id: 'r',
    at: '2026-11-22T10:00:00.000Z',
    api: 'sitecore',
    endpoint: 'event',
    method: 'POST',
    verdict: 'accepted',
    code: null,
    message: null,
    status: 200,
    durationMs: 1,
    items: 1,
    accepted: 1,
    channelId: MINE,
    apiKey: null,
    sentKey: null,
    origin: null,
    contactId: OTHER,
    ...more,
  }
}

const channel = { id: MINE, createdAt: '2026-11-22T09:00:00.000Z' }
const once = (one: LiveRequest) => ({ cause: expect.any(String), request: one, count: 1 })
const stored = request({})
const refused = request({ verdict: 'refused', code: 'unknown_goal', contactId: null })

test('nothing came where all came to other channels', () => {
  expect(findSighting([request({ channelId: OTHER })], channel)).toEqual({
    stored: null,
    isFlushed: false,
    refused: [],
  })
})

test('a refusal without a good key may have been meant for this channel', () => {
  const keyless = request({ verdict: 'refused', channelId: null, contactId: null })
  expect(findSighting([keyless], channel)).toEqual({
    stored: null,
    isFlushed: false,
    refused: [once(keyless)],
  })
})

test('a refusal without a good key from before the channel was made is none of its own', () => {
  const keyless = request({ verdict: 'refused', channelId: null, contactId: null })
  const later = { ...channel, createdAt: '2026-11-22T10:00:00.001Z' }
  expect(findSighting([keyless], later).refused).toEqual([])
})

test('a refusal counts until something newer is stored', () => {
  expect(findSighting([refused, stored], channel)).toEqual({
    stored,
    isFlushed: false,
    refused: [once(refused)],
  })
  expect(findSighting([stored, refused], channel)).toEqual({ stored, isFlushed: false, refused: [] })
})

test('a robot is stored, what a plug-in left out is not', () => {
  const robot = request({ verdict: 'filtered', code: 'robot' })
  const dropped = request({ verdict: 'filtered', code: 'dropped' })
  expect(findSighting([robot], channel)).toEqual({ stored: robot, isFlushed: false, refused: [] })
  expect(findSighting([dropped], channel)).toEqual({
    stored: null,
    isFlushed: false,
    refused: [once(dropped)],
  })
})

test('a flush adds to what was stored and does not take its place', () => {
  const robot = request({ verdict: 'filtered', code: 'robot' })
  const flush = request({ id: 'f', endpoint: 'flush', items: 0, accepted: 0 })
  expect(findSighting([flush, robot], channel)).toEqual({ stored: robot, isFlushed: true, refused: [] })
  expect(findSighting([{ ...flush, contactId: MINE }, robot], channel)).toMatchObject({ isFlushed: false })
  expect(findSighting([robot, flush], channel)).toMatchObject({ stored: robot, isFlushed: false })
})

test('a flush of nobody is no trouble, and an empty batch is', () => {
  const flush = request({ endpoint: 'flush', contactId: null, items: 0 })
  const empty = request({ code: 'no_events', items: 0 })
  expect(findSighting([flush], channel)).toEqual({ stored: null, isFlushed: false, refused: [] })
  expect(findSighting([empty, stored], channel)).toEqual({ stored, isFlushed: false, refused: [once(empty)] })
})

test('a batch of which a part was refused is both', () => {
  const partly = request({ verdict: 'partly_accepted', code: 'unknown_goal' })
  expect(findSighting([partly], channel)).toEqual({
    stored: partly,
    isFlushed: false,
    refused: [once(partly)],
  })
})

test('each cause is shown, the newest first, and how often it came', () => {
  const origin = request({
    verdict: 'refused',
    code: 'origin_not_allowed',
    origin: 'https://a.example',
    contactId: null,
  })
  const key = request({
    id: 'k',
    verdict: 'refused',
    code: 'invalid_api_key',
    sentKey: 'undefined',
    channelId: null,
    contactId: null,
  })
  expect(findSighting([key, origin], channel).refused).toEqual([once(key), once(origin)])
  expect(findSighting([{ ...key, id: 'newer' }, key, origin], channel).refused).toEqual([
    { ...once({ ...key, id: 'newer' }), count: 2 },
    once(origin),
  ])
})
