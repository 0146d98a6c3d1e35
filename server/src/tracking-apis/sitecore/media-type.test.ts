import { expect, test } from 'vitest'
import { isJsonBody } from './media-type.ts'

test.each([
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON; charset="utf-8"',
  'application/json; profile="x"; charset=utf8',
])('%j is JSON in UTF-8', (type) => {
  expect(isJsonBody(type === undefined ? {} : { 'content-type': type })).toBe(true)
})

test.each([
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'application/problem+json',
  'application/jsonp',
  'application/json; charset=latin1',
  'application/json; charset=utf-16',
  '',
  'json',
])('%j is not', (type) => {
  expect(isJsonBody({ 'content-type': type })).toBe(false)
})

test('a compressed body is not', () => {
  expect(isJsonBody({ 'content-encoding': 'gzip' })).toBe(false)
  expect(isJsonBody({ 'content-encoding': 'identity' })).toBe(true)
})
