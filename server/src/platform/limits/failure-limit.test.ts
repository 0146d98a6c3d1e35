import { describe, expect, test } from 'vitest'
import { createFailureLimit } from './failure-limit.ts'

function noteMany(limit: ReturnType<typeof createFailureLimit>, count: number, address: string): number[] {
  return Array.from({ length: count }, () => limit.note(address))
}

describe('The limit on failed authentication', () => {
  test('lets an address be told a hundred times what is wrong, then once a second', () => {
    let time = 0
    const limit = createFailureLimit(() => time)
    expect(noteMany(limit, 101, '192.0.2.1')).toEqual([...Array(100).fill(0), 1])
    time += 1_000
    expect(noteMany(limit, 2, '192.0.2.1')).toEqual([0, 1])
  })

  test('counts addresses for themselves, and IPv6 addresses of one /64 together', () => {
    const limit = createFailureLimit(() => 0)
    noteMany(limit, 100, '192.0.2.1')
    expect(limit.note('192.0.2.2')).toBe(0)
    expect(limit.note('::ffff:192.0.2.1')).toBe(1)
    for (let n = 0; n < 100; n++) limit.note(`2001:db8:1:2:${n}::1`)
    expect(limit.note('2001:db8:1:2:ffff::1')).toBe(1)
    expect(limit.note('2001:db8:1:3::1')).toBe(0)
  })

  test('counts clients together whose proxy names no address', () => {
    const limit = createFailureLimit(() => 0)
    for (let n = 0; n < 100; n++) limit.note(undefined)
    expect(limit.note(undefined)).toBe(1)
  })

  test('remembers a bounded number of networks, those that failed last', () => {
    const limit = createFailureLimit(() => 0)
    noteMany(limit, 100, 'first')
    noteMany(limit, 100, 'last')
    for (let n = 0; n < 9_999; n++) limit.note(`192.0.${n >> 8}.${n & 255}`)
    expect(limit.note('last')).toBe(1)
    expect(limit.note('first')).toBe(0)
  })
})
