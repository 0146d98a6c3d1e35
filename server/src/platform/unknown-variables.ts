import { variableNames } from './config.ts'

/** A sentence for each variable that looks like one of Waymark's and is none, so that a misspelt name is not lost. */
export function describeUnknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => /^WAYMARK_/i.test(name) && !variableNames.includes(name))
    .sort()
    .map((name) => {
      const meant = findNearest(name)
      const hint = meant === null ? 'waymark start --help lists those that do.' : `Did you mean ${meant}?`
      return `${name} has no effect. ${hint}`
    })
}

/** The variable that was probably meant: at most a third of what follows the common beginning is different. */
function findNearest(name: string): string | null {
  const distances = variableNames.map((known) => ({ known, distance: distanceOf(name.toUpperCase(), known) }))
  const [nearest] = distances.sort((one, other) => one.distance - other.distance)
  if (nearest === undefined) return null
  return nearest.distance <= (nearest.known.length - 'WAYMARK_'.length) / 3 + 1 ? nearest.known : null
}

/** How many letters have to be put in, left out, replaced or swapped with their neighbour. */
function distanceOf(one: string, other: string): number {
  let [before, previous]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= one.length; i++) {
    const current = [i]
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      current[j] = Math.min(
        at(previous, j) + 1,
        at(current, j - 1) + 1,
        at(previous, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    ;[before, previous] = [previous, current]
  }
  return at(previous, other.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
