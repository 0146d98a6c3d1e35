import type { Tick } from './ticks.ts'

/** Half of the room that a character takes, at 12 pixels of the system's font. */
const HALF_CHARACTER = 3.5
/** Between two labels. */
const APART = 4
/** A label nearer than this to `Now` would touch it. */
const NEAREST_TO_NOW = 48

export interface TickLabel {
  readonly x: number
  readonly label: string
}

/**
 * What is written below the ticks. The first that is named says the day or the year too: nothing else on the picture would. No
 * two touch, and none is cut by an edge, or touches the word `Now` at `nowX`.
 */
export function nameTicks(ticks: readonly Tick[], width: number, nowX: number): TickLabel[] {
  const hasRoom = (x: number, half: number) =>
    Math.abs(x) > half && Math.abs(x - width) > half && nowX - x > NEAREST_TO_NOW
  const isInView = (x: number) => x >= 0 && x <= width
  const halfOf = (label: string) => label.length * HALF_CHARACTER
  const nameFirst = ({ dated, label }: Tick) => dated ?? label
  const first = ticks.find((tick) => isInView(tick.x) && hasRoom(tick.x, halfOf(nameFirst(tick))))
  const labels: TickLabel[] = []
  let end = Number.NEGATIVE_INFINITY
  for (const tick of ticks) {
    const label = tick === first ? nameFirst(tick) : tick.label
    const half = halfOf(label)
    const isBeforeFirst = first !== undefined && isInView(tick.x) && tick.x < first.x
    const touchesFirst =
      first !== undefined &&
      tick !== first &&
      Math.abs(tick.x - first.x) < half + halfOf(nameFirst(first)) + APART
    if (isBeforeFirst || touchesFirst || !hasRoom(tick.x, half) || tick.x - half < end + APART) continue
    labels.push({ x: tick.x, label })
    end = tick.x + half
  }
  return labels
}
