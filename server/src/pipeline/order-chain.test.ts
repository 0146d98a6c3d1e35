import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderChain, type Placeable } from './order-chain.ts'

const place = (name: string, wish: Partial<Placeable> = {}): Placeable => ({
  before: null,
  after: null,
  replaces: null,
  ...wish,
  name,
})
const builtIns = ['outcome', 'goal', 'event'].map((name) => place(name))

function order(...plugins: Placeable[]): string {
  const ordering = orderChain(builtIns, plugins)
  return ordering.ok
    ? ordering.chain.map(({ name }) => name).join(' ')
    : `${ordering.name} ${ordering.reason}`
}

describe('a processor of a plug-in', () => {
  test('that names no place stands before the first built-in one, in the order of the list', () => {
    expect(order(place('a'), place('b'))).toBe('a b outcome goal event')
  })

  test('stands right before, or right after, the one that it names', () => {
    expect(order(place('a', { before: 'event' }), place('b', { after: 'outcome' }))).toBe(
      'outcome b goal a event',
    )
    expect(order(place('a', { after: 'event' }), place('b', { after: 'event' }))).toBe(
      'outcome goal event a b',
    )
  })

  test('may name another one of a plug-in, wherever that stands in the list', () => {
    expect(order(place('a', { after: 'b' }), place('b', { before: 'goal' }))).toBe('outcome b a goal event')
  })

  test('that replaces a built-in one stands right before it, and is meant by whoever names that', () => {
    expect(order(place('a', { replaces: 'goal' }))).toBe('outcome a goal event')
    expect(
      order(
        place('a', { replaces: 'goal' }),
        place('b', { before: 'a' }),
        place('c', { after: 'goal' }),
        place('d', { before: 'goal' }),
      ),
    ).toBe('outcome b d a goal c event')
  })

  test('gives way where that is the only order that meets all wishes', () => {
    const plugins = [
      place('late', { before: 'event' }),
      place('early', { after: 'outcome' }),
      place('between', { after: 'late', before: 'early' }),
    ]
    expect(order(...plugins)).toBe('outcome goal late between early event')
  })
})

test.each([
  [[place('goal')], 'goal has the name of a built-in processor'],
  [[place('a'), place('a')], 'a is there twice'],
  [
    [place('a', { before: 'gaol' })],
    "a wants to stand before 'gaol', which is not there; there are outcome, goal, event, a",
  ],
  [
    [place('a', { after: 'gaol' })],
    "a wants to stand after 'gaol', which is not there; there are outcome, goal, event, a",
  ],
  [
    [place('a', { replaces: 'b' }), place('b')],
    "a wants to replace 'b', which is not built in; built in are outcome, goal, event",
  ],
  [[place('a', { replaces: 'goal' }), place('b', { replaces: 'goal' })], "b replaces 'goal', as 'a' does"],
  [[place('a', { replaces: 'goal', after: 'event' })], 'a says both "replaces" and "after"'],
  [[place('a', { before: 'a' })], "a cannot be placed: 'a' before 'a'"],
  [
    [place('a', { before: 'b' }), place('b', { before: 'a' })],
    "b cannot be placed: 'b' before 'a' before 'b'",
  ],
  [
    [place('a', { after: 'event', before: 'outcome' })],
    "a cannot be placed: 'outcome' before 'goal' before 'event' before 'a' before 'outcome'",
  ],
])('wishes that cannot be met are told of: %j', (plugins, complaint) => {
  expect(order(...plugins)).toBe(complaint)
})

/** Wishes that some order meets: they are read off it. The built-in ones and those without a wish are in their places. */
const solvable = fc
  .shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 1 })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      // Where each stands between the built-in ones.
      gaps: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: names.length, maxLength: names.length }),
      wishes: fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.nat(20), fc.nat(20)), {
        minLength: names.length,
        maxLength: names.length,
      }),
    }),
  )
  .map(({ names, gaps, wishes }) => {
    const line = [0, 1, 2, 3].flatMap((gap) => [
      ...names.filter((_, index) => gaps[index] === gap),
      ...(gap < 3 ? [builtIns[gap]?.name ?? ''] : []),
    ])
    const plugins = names.map((name, index) => {
      const [wantsBefore, wantsAfter, one, other] = wishes[index] ?? [false, false, 0, 0]
      const at = line.indexOf(name)
      const later = line.slice(at + 1)
      const earlier = line.slice(0, at)
      const before = (wantsBefore && later[one % later.length]) || null
      const after = (wantsAfter && earlier[other % earlier.length]) || null
      return place(name, { before, after })
    })
    // Without a wish it stands before the first built-in one: only there has it a place in this line.
    const kept = plugins.filter(
      ({ name, before, after }) => before !== null || after !== null || gaps[names.indexOf(name)] === 0,
    )
    const isThere = (name: string | null) =>
      name === null || [...builtIns, ...kept].some((one) => one.name === name)
    return kept.every(({ before, after }) => isThere(before) && isThere(after)) ? kept : []
  })

test('any wishes that can be met are met, and the built-in processors keep their order', () => {
  fc.assert(
    fc.property(solvable, (plugins) => {
      const ordering = orderChain(builtIns, plugins)
      if (!ordering.ok) throw new Error(`${ordering.name} ${ordering.reason}`)
      const names = ordering.chain.map(({ name }) => name)
      const at = (name: string) => names.indexOf(name)
      expect(names.filter((name) => builtIns.some((one) => one.name === name))).toEqual([
        'outcome',
        'goal',
        'event',
      ])
      expect(names.toSorted()).toEqual([...builtIns, ...plugins].map(({ name }) => name).toSorted())
      for (const { name, before, after } of plugins) {
        if (before !== null) expect(at(name)).toBeLessThan(at(before))
        if (after !== null) expect(at(name)).toBeGreaterThan(at(after))
        if (before === null && after === null) expect(at(name)).toBeLessThan(at('outcome'))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('whatever the wishes are, there is an order of all, or a name and a reason', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'outcome', 'event')
  const wish = fc.option(name, { nil: null, freq: 1 })
  const plugin = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    before: wish,
    after: wish,
    replaces: fc.option(name, { nil: null, freq: 5 }),
  })
  fc.assert(
    fc.property(fc.array(plugin, { maxLength: 3 }), (plugins) => {
      const ordering = orderChain(builtIns, plugins)
      if (ordering.ok) expect(ordering.chain).toHaveLength(builtIns.length + plugins.length)
      else expect(plugins.map((one) => one.name)).toContain(ordering.name)
    }),
    { numRuns: 2_000 },
  )
})
