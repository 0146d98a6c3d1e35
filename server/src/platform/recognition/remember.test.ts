import { expect, test } from 'vitest'
import { remember } from './remember.ts'

function rememberLengths(size: number) {
  const computed: string[] = []
  const memory = remember(size, (text) => {
    computed.push(text)
    return text.length
  })
  return { memory, computed }
}

test('what was asked for is computed once', () => {
  const { memory, computed } = rememberLengths(10)
  expect([memory.get('abc'), memory.get('abc'), memory.get('ab')]).toEqual([3, 3, 2])
  expect(computed).toEqual(['abc', 'ab'])
})

test('null is remembered like anything else', () => {
  let count = 0
  const memory = remember(10, () => {
    count++
    return null
  })
  expect([memory.get('a'), memory.get('a'), count]).toEqual([null, null, 1])
})

test('the texts asked for last are not forgotten, however many others there were before', () => {
  const { memory, computed } = rememberLengths(10)
  for (let i = 0; i < 1_000; i++) memory.get(`other ${i}`)
  for (let i = 0; i < 10; i++) memory.get(`last ${i}`)
  computed.length = 0
  for (let i = 0; i < 10; i++) memory.get(`last ${i}`)
  expect(computed).toEqual([])
})

test('one that is asked for again and again outlives any flood of others', () => {
  const { memory, computed } = rememberLengths(10)
  for (let i = 0; i < 1_000; i++) {
    memory.get('steady')
    memory.get(`other ${i}`)
  }
  expect(computed.filter((text) => text === 'steady')).toHaveLength(1)
})

test('no more than twice the size is kept', () => {
  const { memory, computed } = rememberLengths(10)
  for (let i = 0; i < 100; i++) memory.get(`other ${i}`)
  computed.length = 0
  for (let i = 0; i < 80; i++) memory.get(`other ${i}`)
  expect(computed).toHaveLength(80)
})

test('what is forgotten is computed again', () => {
  const { memory, computed } = rememberLengths(10)
  memory.get('abc')
  memory.forget()
  memory.get('abc')
  expect(computed).toEqual(['abc', 'abc'])
})
