import type { Tick } from './ticks.ts'

/** Half of the room that an hour or a day takes, and a day with its hour. */
const HALF = 28
const HALF_DATED = 52
/** Between two labels. */
const APART = 4
/** A label nearer than this to `Now` would touch it. */
const NEAREST_TO_NOW = 48

export interface TickLabel {
  readonly x: number
  readonly label: string
}

/**
 * What is written below the ticks. Where they are hours the first one says the day too: nothing else on the picture would. No
 * two touch, and none is cut by an edge, or touches the word `Now` at `nowX`.
 */
export function nameTicks(ticks: readonly Tick[], width: number, nowX: number): TickLabel[] {
  const hasRoom = (x: number, half: number) =>
    Math.abs(x) > half && Math.abs(x - width) > half && nowX - x > NEAREST_TO_NOW
  const isInView = (x: number) => x >= 0 && x <= width
  const halfOf = ({ dated }: Tick) => (dated === null ? HALF : HALF_DATED)
  const first = ticks.find((tick) => isInView(tick.x) && hasRoom(tick.x, halfOf(tick)))
  const labels: TickLabel[] = []
  let end = Number.NEGATIVE_INFINITY
  for (const tick of ticks) {
    const half = tick === first ? halfOf(tick) : HALF
    const touchesFirst =
      first !== undefined && tick !== first && Math.abs(tick.x - first.x) < half + halfOf(first) + APART
    if (touchesFirst || !hasRoom(tick.x, half) || tick.x - half < end + APART) continue
    labels.push({ x: tick.x, label: tick === first ? (tick.dated ?? tick.label) : tick.label })
    end = tick.x + half
  }
  return labels
}
