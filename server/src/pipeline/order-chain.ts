/** Something that has a place in a chain. */
export interface Placeable {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
  /** The built-in one whose place it takes. */
  readonly replaces: string | null
}

export type Ordering<P> =
  | { readonly ok: true; readonly chain: readonly P[] }
  /** `name` is at fault; `reason` goes on after it: "names …". */
  | { readonly ok: false; readonly name: string; readonly reason: string }

/**
 * Puts the processors of plug-ins among the built-in ones (docs/spec/waymark.md §5). Built-in ones keep their order;
 * each other one stands before and after those that it names, and as near to them as the rest allows; one that names no
 * place stands before the first built-in one. One that replaces stands right before the one that it replaces, which
 * stays in the chain for where its replacer is left out. Any set of wishes that can be met is met; one that cannot,
 * an unknown name and equal names are told of.
 */
export function orderChain<P extends Placeable>(builtIns: readonly P[], plugins: readonly P[]): Ordering<P> {
  const mistake = findMistake(builtIns, plugins)
  if (mistake !== null) return mistake
  const replacers = new Map(plugins.flatMap((one) => (one.replaces === null ? [] : [[one.replaces, one]])))
  const placed = plugins.filter(({ replaces }) => replaces === null)
  const slotOf = (name: string) => plugins.find((one) => one.name === name)?.replaces ?? name

  const forerunners = collectForerunners(builtIns, placed, slotOf)
  const waiting = arrangeAsWished(builtIns, placed, slotOf)
  const chain: P[] = []
  const done = new Set<string>()
  while (waiting.length > 0) {
    const index = waiting.findIndex(({ name }) => forerunners.get(name)?.isSubsetOf(done))
    const [slot] = index === -1 ? [] : waiting.splice(index, 1)
    if (slot === undefined) return describeCycle(waiting, forerunners)
    done.add(slot.name)
    const replacer = replacers.get(slot.name)
    if (replacer !== undefined) chain.push(replacer)
    chain.push(slot)
  }
  return { ok: true, chain }
}

function findMistake<P extends Placeable>(builtIns: readonly P[], plugins: readonly P[]): Ordering<P> | null {
  const all = [...builtIns, ...plugins]
  for (const [index, { name, before, after, replaces }] of plugins.entries()) {
    const mistake = (reason: string): Ordering<P> => ({ ok: false, name, reason })
    if (builtIns.some((other) => other.name === name)) return mistake('has the name of a built-in processor')
    if (plugins.findIndex((other) => other.name === name) < index) return mistake('is there twice')
    for (const [word, other] of Object.entries({ before, after })) {
      if (other === null) continue
      if (replaces !== null) return mistake(`says both "replaces" and "${word}"`)
      if (!all.some((one) => one.name === other))
        return mistake(`wants to stand ${word} '${other}', which is not there; there are ${list(all)}`)
    }
    if (replaces === null) continue
    if (!builtIns.some((other) => other.name === replaces))
      return mistake(`wants to replace '${replaces}', which is not built in; built in are ${list(builtIns)}`)
    const rival = plugins.findIndex((other) => other.replaces === replaces)
    if (rival < index) return mistake(`replaces '${replaces}', as '${plugins[rival]?.name}' does`)
  }
  return null
}

/** Who has to come before whom. */
function collectForerunners(
  builtIns: readonly Placeable[],
  placed: readonly Placeable[],
  slotOf: (name: string) => string,
): Map<string, Set<string>> {
  const forerunners = new Map([...builtIns, ...placed].map(({ name }) => [name, new Set<string>()]))
  const stands = (earlier: string, later: string) => forerunners.get(slotOf(later))?.add(slotOf(earlier))
  for (const [index, { name }] of builtIns.entries()) {
    const previous = builtIns[index - 1]
    if (previous !== undefined) stands(previous.name, name)
  }
  for (const one of placed) {
    const before = one.before ?? (one.after === null ? builtIns[0]?.name : undefined)
    if (before !== undefined) stands(one.name, before)
    if (one.after !== null) stands(one.after, one.name)
  }
  return forerunners
}

/** Everybody next to whom they name, as if nobody else had wishes. */
function arrangeAsWished<P extends Placeable>(
  builtIns: readonly P[],
  placed: readonly P[],
  slotOf: (name: string) => string,
): P[] {
  const line = [...builtIns]
  const placeOf = (name: string | null) =>
    name === null ? -1 : line.findIndex((one) => one.name === slotOf(name))
  let left = [...placed]
  while (left.length > 0) {
    const later: P[] = []
    for (const one of left) {
      const place = findWishedPlace(one)
      if (place === -1) later.push(one)
      else line.splice(place, 0, one)
    }
    // Those that name only each other: a cycle, which is told of by whoever looks for an order.
    if (later.length === left.length) return [...later, ...line]
    left = later
  }
  return line

  function findWishedPlace({ before, after }: P): number {
    if (before !== null) return placeOf(before)
    if (after === null) return placeOf(builtIns[0]?.name ?? null)
    const followed = placeOf(after)
    if (followed === -1) return -1
    // Behind others that follow it: those that were listed first come first.
    let place = followed + 1
    while (line[place]?.after === after && line[place]?.before === null) place++
    return place
  }
}

function describeCycle<P extends Placeable>(
  waiting: readonly P[],
  forerunners: ReadonlyMap<string, ReadonlySet<string>>,
): Ordering<P> {
  const names = new Set(waiting.map(({ name }) => name))
  const path: string[] = []
  let at: string | undefined = waiting[0]?.name
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at)
    at = [...(forerunners.get(at) ?? [])].find((name) => names.has(name))
  }
  const circle = path.slice(0, path.indexOf(at ?? '') + 1)
  // The order of the built-in ones is no wish of theirs.
  const name = circle.find((one) => waiting.some((other) => other.name === one && isWishing(other))) ?? ''
  const quoted = [...circle, circle[0]].map((one) => `'${one}'`)
  return { ok: false, name, reason: `cannot be placed: ${quoted.join(' before ')}` }
}

function isWishing({ before, after }: Placeable): boolean {
  return before !== null || after !== null
}

function list(all: readonly Placeable[]): string {
  return all.map(({ name }) => name).join(', ')
}
