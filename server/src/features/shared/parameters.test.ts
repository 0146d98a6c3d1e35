import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  booleanParameter,
  choiceParameter,
  defineParameters,
  guidParameter,
  integerParameter,
  textParameter,
  timeParameter,
} from './parameters.ts'
import { Problem } from './problem.ts'

const parameters = defineParameters({
  limit: integerParameter({ description: '', minimum: 1, maximum: 500, absent: 50 }),
  known: booleanParameter({ description: '', absent: null }),
  sort: choiceParameter({ description: '', choices: ['-at', 'at'], absent: '-at' }),
  search: textParameter({ description: '', maxLength: 5 }),
  contact: guidParameter(''),
  from: timeParameter(''),
})

function refusalOf(query: unknown): Problem {
  try {
    parameters.read(query)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('It was accepted.')
}

describe('Query parameters', () => {
  test('that are absent or empty have their defaults', () => {
    const defaults = { limit: 50, known: null, sort: '-at', search: null, contact: null, from: null }
    expect(parameters.read({})).toEqual(defaults)
    expect(parameters.read({ limit: '', known: '', sort: '', search: '  ', contact: '', from: '' })).toEqual(
      defaults,
    )
  })

  test('are read into values', () => {
    const query = {
      limit: '007',
      known: 'true',
      sort: 'at',
      search: ' ada ',
      contact: '{A3F4BC8B-6D84-454F-8215-CBEC70BFAADD}',
      from: '2026-03-01T01:00:00.5+01:00',
    }
    expect(parameters.read(query)).toEqual({
      limit: 7,
      known: true,
      sort: 'at',
      search: 'ada',
      contact: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
      from: Date.parse('2026-03-01T00:00:00.500Z'),
    })
  })

  test.each([
    ['limit', '0', 'limit must be an integer from 1 to 500.'],
    ['limit', '501', 'limit must be an integer from 1 to 500.'],
    ['limit', '1e2', 'limit must be an integer from 1 to 500.'],
    ['limit', '4.7', 'limit must be an integer from 1 to 500.'],
    ['known', 'yes', 'known must be true or false.'],
    ['sort', 'name', 'sort must be one of -at, at.'],
    ['search', 'abcdef', 'search must be a text of at most 5 characters, without NUL.'],
    ['search', 'a\0b', 'search must be a text of at most 5 characters, without NUL.'],
    ['contact', '42', 'contact must be a GUID, such as 0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b.'],
  ])('that are not accepted are named with what is: %s=%s', (name, value, message) => {
    const problem = refusalOf({ [name]: value })
    expect(problem.code).toBe('invalid_parameter')
    expect(problem.message).toBe(message)
    expect(problem.errors).toEqual([{ parameter: name, message }])
  })

  test.each([
    '2026-03-01',
    '2026-02-30T00:00:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T00:00:00',
    'now',
    '1969-12-31T00:00:00Z',
  ])('take times as RFC 3339 writes them, which %s is not', (value) => {
    expect(refusalOf({ from: value }).errors[0]?.parameter).toBe('from')
  })

  test('take an offset whose plus sign was not encoded', () => {
    expect(parameters.read({ from: '2026-03-01T01:00:00 01:00' }).from).toBe(
      Date.parse('2026-03-01T00:00:00Z'),
    )
  })

  test('that are given twice are refused', () => {
    expect(refusalOf({ limit: ['1', '2'] }).errors[0]?.parameter).toBe('limit')
  })

  test('that do not exist are refused with the names of those that do', () => {
    expect(refusalOf({ limt: '5' }).message).toBe(
      "There is no parameter 'limt' here, but limit, known, sort, search, contact, from.",
    )
  })

  test('are all complained about at once', () => {
    expect(refusalOf({ limit: 'x', known: 'x', more: 'x' }).errors.map((error) => error.parameter)).toEqual([
      'limit',
      'known',
      'more',
    ])
  })

  test('are read or refused, whatever they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (query) => {
        try {
          parameters.read(query)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
    )
  })
})
