import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noteDroppedValues } from '../../test/support/dropped-values.ts'
import {
  booleanField,
  choiceField,
  defineSearch,
  guidField,
  integerField,
  listField,
  textField,
  timeField,
} from './define-search.ts'

const read = defineSearch({
  q: textField(),
  sort: choiceField(['name', '-name']),
  channel: listField(),
  contact: guidField(),
  from: timeField(),
  limit: integerField(1, 100),
  known: booleanField(),
})

const dropped = noteDroppedValues()

test('Values that fit are read, lists by their commas', () => {
  const search = { q: 'ada', sort: '-name', channel: 'a,b', from: '2026-11-22', limit: '50', known: 'false' }
  expect(read(search)).toEqual({
    q: 'ada',
    sort: '-name',
    channel: ['a', 'b'],
    from: '2026-11-22',
    limit: 50,
    known: false,
  })
  expect(dropped()).toEqual([])
})

test('Values that do not fit are dropped, by name, and what else stands in the address is left alone', () => {
  expect(
    read({ sort: 'size', contact: '7', from: 'soon', limit: '0', known: 'maybe', utm_source: 'x' }),
  ).toEqual({})
  expect(dropped()).toEqual(['sort', 'contact', 'from', 'limit', 'known'])
})

test('A time is one that the server takes, in every zone of a viewer', () => {
  const time = timeField()
  for (const text of ['2026-11-22', '2026-11-22T10:00:00.123Z', '2026-11-22T10:00:00+01:00'])
    expect(time.read(text)).toBe(text)
  for (const text of [
    '0001-01-01',
    '1970-01-01',
    '9999-12-31',
    '2026-02-30',
    '2026-11-22T10:00Z',
    '2026-11-22T10:00:00',
  ])
    expect(time.read(text)).toBeUndefined()
})

test('Values that fit by themselves and not together are dropped together, and the others stay', () => {
  const readSpan = defineSearch({ from: timeField(), to: timeField(), q: textField() }, ({ from, to }) =>
    from !== undefined && to !== undefined && from > to ? ['from', 'to'] : [],
  )
  expect(readSpan({ from: '2026-12-01', to: '2026-01-01', q: 'ada' })).toEqual({ q: 'ada' })
  expect(dropped()).toEqual(['from', 'to'])
  expect(readSpan({ from: '2026-01-01', to: '2026-12-01' })).toEqual({ from: '2026-01-01', to: '2026-12-01' })
})

test('No address breaks a page', () => {
  const names = fc.constantFrom('q', 'sort', 'channel', 'contact', 'from', 'limit', 'known')
  fc.assert(
    fc.property(fc.dictionary(names, fc.oneof(fc.string(), fc.integer(), fc.boolean())), (search) => {
      expect(Object.keys(search)).toEqual(expect.arrayContaining(Object.keys(read(search))))
    }),
  )
})
