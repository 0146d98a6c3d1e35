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
 * Where a key leads from the mark `id`: along time within its lane, between lanes to the nearest mark of the next one that
 * has any. At an edge it stays. Null where there is nothing at all; what is not there counts as the first mark of all.
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
      return lane[Math.max(place - 1, 0)]?.id ?? null
    case 'ArrowRight':
      return lane[Math.min(place + 1, lane.length - 1)]?.id ?? null
    case 'Home':
      return lane[0]?.id ?? null
    case 'End':
      return lane.at(-1)?.id ?? null
    case 'ArrowUp':
      return nearestIn(lanes.slice(0, row).reverse(), current) ?? id
    case 'ArrowDown':
      return nearestIn(lanes.slice(row + 1), current) ?? id
  }
}

export function firstOf(lanes: readonly (readonly WalkItem[])[]): string | null {
  return lanes.find((lane) => lane.length > 0)?.[0]?.id ?? null
}

function nearestIn(lanes: readonly (readonly WalkItem[])[], to: WalkItem | undefined): string | null {
  const lane = lanes.find((items) => items.length > 0)
  if (lane === undefined || to === undefined) return null
  const distance = (item: WalkItem) => Math.abs(item.x - to.x)
  return lane.reduce((nearest, item) => (distance(item) < distance(nearest) ? item : nearest)).id
}
