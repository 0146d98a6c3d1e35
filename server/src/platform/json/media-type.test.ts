import { expect, test } from 'vitest'
import { isJsonMediaType } from './media-type.ts'

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;Charset="UTF-8"',
  'application/json ; charset=utf8',
  'application/json; odata=verbose; charset=utf-8',
])('%s is JSON in UTF-8', (header) => {
  expect(isJsonMediaType(header)).toBe(true)
})

test.each([
  undefined,
  '',
  'text/plain',
  'text/json',
  'application/jsonp',
  'application/x-www-form-urlencoded',
  'application/json; charset=iso-8859-1',
  'application/json; charset=utf-16',
  'application/json, text/plain',
])('%s is not', (header) => {
  expect(isJsonMediaType(header)).toBe(false)
})
