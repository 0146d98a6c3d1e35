/**
 * The known name that was probably meant, or null: about a third of its letters may be different, not counting the
 * beginning that all of them share.
 */
export function findNearestName(name: string, known: readonly string[], beginning = ''): string | null {
  const distances = known.map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
  const [nearest] = distances.sort((one, other) => one.distance - other.distance)
  if (nearest === undefined) return null
  const { candidate, distance } = nearest
  return distance <= (candidate.length - beginning.length) / 3 + 1 ? candidate : null
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
