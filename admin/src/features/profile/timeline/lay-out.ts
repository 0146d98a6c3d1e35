import { gatherBubbles } from './bubbles.ts'
import type { Journey, Mark } from './journey.api.ts'
import { moneyOf } from './mark-texts.ts'
import type { TimeAxis } from './time-axis.ts'
import { layOutColumns } from './visit-columns.ts'

export type MarkLane = 'campaign' | 'visit' | 'goal' | 'outcome'
/** From the top. */
export const markLanes = ['campaign', 'visit', 'goal', 'outcome'] as const satisfies readonly MarkLane[]

/** What stands on a lane: a mark, or some that would touch. `x` is where a pointer to it points. */
export interface Item {
  readonly id: string
  readonly lane: MarkLane
  readonly x: number
  readonly left: number
  readonly width: number
  /** Of visits, above the line on which they stand. */
  readonly height: number
  readonly marks: readonly Mark[]
  readonly count: number
  /** Of outcomes, where there is room for it. */
  readonly amount: readonly [currency: string, amount: number] | null
}

export interface EraBar {
  readonly id: string
  readonly era: Journey['eras'][number]
  readonly tint: number
  readonly x: number
  readonly width: number
  readonly isOpen: boolean
  readonly from: number
  readonly until: number
}

const TINTS = 6
const SHAPE_PIXELS = 12
const AMOUNT_PIXELS = 64

export function layOutMarks(marks: readonly Mark[], axis: TimeAxis): Readonly<Record<MarkLane, Item[]>> {
  const byKind = Map.groupBy(marks, ({ kind }) => kind)
  const gather = (lane: Exclude<MarkLane, 'visit'>): Item[] => {
    const items = gatherBubbles(byKind.get(lane) ?? [], (mark) => axis.toX(mark.at), widthOf).map(
      ({ x, width, marks }): Item => ({ ...toItem(lane, marks), x, left: x - width / 2, width }),
    )
    return lane === 'outcome'
      ? items.map((item, n) => withAmount(item, items[n - 1], items[n + 1], axis.width))
      : items
  }
  return {
    campaign: gather('campaign'),
    visit: layOutColumns(byKind.get('visit') ?? [], axis).map(
      ({ x, width, height, marks }): Item => ({
        ...toItem('visit', marks),
        x: x + width / 2,
        left: x,
        width,
        height,
      }),
    ),
    goal: gather('goal'),
    outcome: gather('outcome'),
  }
}

/** The items that belong to the picture: of visits those that go on in it, of all others those with their middle in it. */
export function keepInView(items: readonly Item[], width: number): readonly Item[] {
  return items.filter(({ lane, x, left }) => {
    const place = lane === 'visit' ? left : x
    return place >= 0 && place <= width
  })
}

function toItem(lane: MarkLane, marks: readonly Mark[]): Item {
  const count = marks.reduce((sum, mark) => sum + mark.count, 0)
  return {
    id: `${lane} ${marks[0]?.id}`,
    lane,
    x: 0,
    left: 0,
    width: 0,
    height: 0,
    marks,
    count,
    amount: null,
  }
}

/** A shape, or a bubble with room for its count. */
function widthOf(marks: readonly Mark[]): number {
  const count = marks.reduce((sum, mark) => sum + mark.count, 0)
  return count === 1 ? SHAPE_PIXELS : 12 + 8 * String(count).length
}

function withAmount(item: Item, before: Item | undefined, after: Item | undefined, width: number): Item {
  const [money] = moneyOf(item.marks)
  if (money === undefined || item.count > 1) return item
  const left = item.x - AMOUNT_PIXELS / 2
  const isWhole = left >= 0 && left + AMOUNT_PIXELS <= width
  const hasRoom =
    isWhole &&
    (before === undefined || before.left + before.width + AMOUNT_PIXELS / 2 < left) &&
    (after === undefined || after.left - AMOUNT_PIXELS / 2 > left + AMOUNT_PIXELS)
  return hasRoom ? { ...item, left, width: AMOUNT_PIXELS, amount: money } : item
}

/** The bars of eras. `now` is where the last one fades. */
export function layOutEras({ eras }: Journey, axis: TimeAxis, now: number): EraBar[] {
  return eras.map((era, n) => {
    const from = Date.parse(era.from)
    const until = era.until === null ? now : Date.parse(era.until)
    return toBar(
      { id: `era ${n}`, era, tint: era.place % TINTS, isOpen: era.until === null, from, until },
      axis,
    )
  })
}

function toBar(bar: Omit<EraBar, 'x' | 'width'>, axis: TimeAxis): EraBar {
  const x = axis.toX(bar.from)
  return { ...bar, x, width: Math.max(axis.toX(bar.until) - x, 2) }
}
