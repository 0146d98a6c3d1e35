import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesParameter, guidsParameter, textsParameter } from './list-parameters.ts'

const guid = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'

describe('A list in a parameter', () => {
  const kinds = choicesParameter({ description: '', choices: ['goal', 'event'] })

  test('holds each value once, in the order given, without blanks', () => {
    expect(kinds.read('event, goal,event')).toEqual(['event', 'goal'])
    expect(textsParameter('').read(' a b ,c')).toEqual(['a b', 'c'])
  })

  test('of nothing but commas is no list', () => {
    expect(kinds.read(',')).toBeNull()
    expect(textsParameter('').read(' , ')).toBeNull()
  })

  test('is refused for one wrong value among right ones', () => {
    expect(kinds.read('goal,purchase')).toBeUndefined()
    expect(guidsParameter('').read(`${guid},x`)).toBeUndefined()
  })

  test('reads GUIDs in any notation as one', () => {
    expect(guidsParameter('').read(`{${guid.toUpperCase()}},${guid}`)).toEqual([guid])
  })

  test('has at most fifty values', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => `v${n}`).join(',')
    expect(textsParameter('').read(many(50))).toHaveLength(50)
    expect(textsParameter('').read(many(51))).toBeUndefined()
  })

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parameter of [kinds, guidsParameter(''), textsParameter('')]) {
          const list = parameter.read(text)
          if (list != null) expect(list.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})
