import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffLines, tidyJson } from './diff-lines.ts'
import { readJson } from './json-problems.ts'
import { advise, writePath } from './schema-advice.ts'

describe('JSON that somebody types', () => {
  test.each([
    ['{"goalId":', 'end', { line: 1, column: 11 }],
    ['{\n  "goalId" "Register"\n}', 'expected', { line: 2, column: 12 }],
    ['{\n  // a goal\n}', 'comment', { line: 2, column: 3 }],
    ['{"a": "b\n"}', 'string', { line: 1, column: 7 }],
    ['{"a": 1,}', 'expected', { line: 1, column: 9 }],
    ['{"a": undefined}', 'syntax', { line: 1, column: 7 }],
    ['{} {}', 'syntax', { line: 1, column: 4 }],
    ['  ', 'empty', { line: 1, column: 1 }],
  ])('%j has its mistake at its place', (text, fault, place) => {
    expect(readJson(text)).toEqual({ ok: false, fault, place })
  })

  test('is read as the browser reads it, tidy or not', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const one of [text, tidyJson(text)]) {
          const reading = readJson(one)
          expect(reading.ok).toBe(true)
          if (reading.ok) expect(JSON.stringify(reading.value)).toBe(JSON.stringify(JSON.parse(one)))
        }
      }),
    )
  })

  test('is no JSON exactly where the browser says so', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 2 }),
        fc.nat(),
        fc.constantFrom('', '{', ',', '"', 'x'),
        (text, at, extra) => {
          const place = at % (text.length + 1)
          const broken = text.slice(0, place) + extra + text.slice(place + 1)
          let isJson = true
          try {
            JSON.parse(broken)
          } catch {
            isJson = false
          }
          expect(readJson(broken).ok).toBe(isJson)
        },
      ),
    )
  })

  test('tells where each part of it stands', () => {
    const reading = readJson('{\n  "activities": [\n    {"type": 5}\n  ]\n}')
    expect(reading.ok && reading.placeOf(['activities', 0, 'type'])).toEqual({ line: 3, column: 14 })
  })
})

describe('Advice by a schema', () => {
  const item = {
    type: 'object',
    anyOf: [{ required: ['goalId'] }, { required: ['pageId'] }],
    properties: {
      goalId: { type: 'string', minLength: 1, maxLength: 5 },
      url: { type: ['string', 'null'] },
      currencyCode: { type: 'string', pattern: '^[A-Z]{3}$' },
    },
  }
  const told = (value: unknown, schema: unknown = item) =>
    advise(schema, value).map(({ path, problem, expected }) => [writePath(path), problem, expected])

  test('names each member that is not right, and finds names in any case', () => {
    expect(told({ GOALID: 'Go', URL: null, other: 5 })).toEqual([])
    expect(told({ url: 5 })).toEqual([
      ['', 'oneOf', 'goalId, pageId'],
      ['url', 'type', 'string / null'],
    ])
    expect(told({ goalId: 'Register', currencyCode: '€' })).toEqual([
      ['goalId', 'long', '5'],
      ['currencyCode', 'pattern', ''],
    ])
    expect(told({ goalId: '' })).toEqual([['goalId', 'short', '']])
    expect(told('text')).toEqual([['', 'type', 'object']])
  })

  test('goes into lists, and takes the branch that fits', () => {
    const batch = { oneOf: [{ type: 'array', items: item, maxItems: 2 }, item] }
    expect(told({ goalId: 'Go' }, batch)).toEqual([])
    expect(told([{ goalId: 'Go' }, { goalId: 5 }, { pageId: 'x' }], batch)).toEqual([
      ['', 'count', '2'],
      ['[1].goalId', 'type', 'string'],
    ])
  })

  test('never breaks, and is never endless', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(advise({ type: 'array', items: item }, value).length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

describe('The difference of two texts', () => {
  const line = fc.constantFrom('a', 'b', 'c', '')
  test('leads from one to the other, and says nothing where they are the same', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (old, now) => {
        const lines = diffLines(old.join('\n'), now.join('\n'))
        const side = (change: string) =>
          lines.filter((one) => one.change === 'same' || one.change === change).map(({ text }) => text)
        expect(side('removed').join('\n')).toBe(old.join('\n'))
        expect(side('added').join('\n')).toBe(now.join('\n'))
      }),
    )
    expect(diffLines('a\nb', 'a\nb').every(({ change }) => change === 'same')).toBe(true)
  })

  test('is the least there is', () => {
    expect(diffLines('{\n  "goalId": "Regsiter"\n}', '{\n  "goalId": "Register"\n}')).toEqual([
      { change: 'same', text: '{' },
      { change: 'removed', text: '  "goalId": "Regsiter"' },
      { change: 'added', text: '  "goalId": "Register"' },
      { change: 'same', text: '}' },
    ])
  })
})
