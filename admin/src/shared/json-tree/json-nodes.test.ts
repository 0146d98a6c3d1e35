import { expect, test } from 'vitest'
import { findPaths, listNodes } from './json-nodes.ts'

const body = { contact: 'ada', activities: [{ type: 'click', 'odd name': null }], empty: [] }

test('A tree has a line for each value, named as code would reach it', () => {
  expect(listNodes(body, () => true).map(({ path, depth, size }) => [path, depth, size])).toEqual([
    ['', 0, 3],
    ['contact', 1, null],
    ['activities', 1, 1],
    ['activities[0]', 2, 2],
    ['activities[0].type', 3, null],
    ['activities[0]["odd name"]', 3, null],
    ['empty', 1, 0],
  ])
})

test('What is closed has no lines below it', () => {
  expect(listNodes(body, ({ depth }) => depth < 1).map(({ path }) => path)).toEqual([
    '',
    'contact',
    'activities',
    'empty',
  ])
})

test('What is looked for is found in names and values, with all above it', () => {
  expect([...findPaths(body, 'CLICK')]).toEqual(['activities[0].type', 'activities[0]', 'activities', ''])
  expect([...findPaths(body, 'nothing')]).toEqual([])
})
