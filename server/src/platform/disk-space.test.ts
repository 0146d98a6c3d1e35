import { expect, test } from 'vitest'
import { isNearlyFull, readDiskSpace } from './disk-space.ts'

const GiB = 2 ** 30

test.each([
  ['4 GiB of 100', 4, 100, true],
  ['4 GiB of 20: a small disk that is mostly empty', 4, 20, false],
  ['50 GiB of 1000: little of a large disk, and still a lot', 50, 1000, false],
  ['none', 0, 10, true],
])('a disk with %s is nearly full or not', (_what, free, all, expected) => {
  expect(isNearlyFull({ free: free * GiB, all: all * GiB })).toBe(expected)
})

test('the disk of a folder that is not there is unknown', async () => {
  expect(await readDiskSpace('/nowhere/at/all')).toBeNull()
  expect((await readDiskSpace('/'))?.all).toBeGreaterThan(0)
})
