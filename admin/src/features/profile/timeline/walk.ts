/** What a key moves among: the marks of each lane from left to right, lanes from top to bottom. */
export interface WalkItem {
  readonly id: string
  readonly x: number
}

export type WalkKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

export function isWalkKey(key: string): key is WalkKey {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
}

/**
 * Where a key leads from the mark `id`: along time within its lane, at the end of it on to the next mark of any lane; between
 * lanes to the nearest mark of the next one that has any. A mark alone on its lane has the beginning and the end of them all.
 * Where nothing follows it stays. Null where there is nothing at all; what is not there counts as the first mark of all.
 */
export function walk(
  lanes: readonly (readonly WalkItem[])[],
  id: string | null,
  key: WalkKey,
): string | null {
  const row = lanes.findIndex((lane) => lane.some((item) => item.id === id))
  const lane = lanes[row]
  if (lane === undefined) return firstOf(lanes)
  const place = lane.findIndex((item) => item.id === id)
  const current = lane[place]
  switch (key) {
    case 'ArrowLeft':
      return (lane[place - 1] ?? nextIn(lanes, current, -1))?.id ?? id
    case 'ArrowRight':
      return (lane[place + 1] ?? nextIn(lanes, current, 1))?.id ?? id
    case 'Home':
      return (lane.length > 1 ? lane[0] : inOrder(lanes)[0])?.id ?? null
    case 'End':
      return (lane.length > 1 ? lane.at(-1) : inOrder(lanes).at(-1))?.id ?? null
    case 'ArrowUp':
      return nearestIn(lanes.slice(0, row).reverse(), current) ?? id
    case 'ArrowDown':
      return nearestIn(lanes.slice(row + 1), current) ?? id
  }
}

export function firstOf(lanes: readonly (readonly WalkItem[])[]): string | null {
  return lanes.find((lane) => lane.length > 0)?.[0]?.id ?? null
}

function inOrder(lanes: readonly (readonly WalkItem[])[]): WalkItem[] {
  return lanes.flat().sort((a, b) => a.x - b.x)
}

/** The mark of any lane that follows in one direction of time. */
function nextIn(
  lanes: readonly (readonly WalkItem[])[],
  from: WalkItem | undefined,
  direction: 1 | -1,
): WalkItem | undefined {
  if (from === undefined) return undefined
  const items = inOrder(lanes)
  return direction === 1 ? items.find(({ x }) => x > from.x) : items.findLast(({ x }) => x < from.x)
}

function nearestIn(lanes: readonly (readonly WalkItem[])[], to: WalkItem | undefined): string | null {
  const lane = lanes.find((items) => items.length > 0)
  if (lane === undefined || to === undefined) return null
  const distance = (item: WalkItem) => Math.abs(item.x - to.x)
  return lane.reduce((nearest, item) => (distance(item) < distance(nearest) ? item : nearest)).id
}
