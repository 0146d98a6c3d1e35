import { formatNumber } from '../../../shared/format.ts'
import { kindColor } from '../../../shared/kinds.ts'
import classes from './journey.module.css'
import type { Item } from './lay-out.ts'

/** Where the lanes stand, in pixels from the top. */
export const LANES = {
  era: { top: 0, height: 22 },
  campaign: { top: 26, height: 16 },
  visit: { top: 46, height: 66 },
  goal: { top: 116, height: 18 },
  outcome: { top: 138, height: 18 },
} as const
export const VISIT_BASE = 112
const BUBBLE_HEIGHT = 16

const colors = {
  visit: kindColor('pageView'),
  goal: kindColor('goal'),
  outcome: kindColor('outcome'),
  campaign: kindColor('campaign'),
} as const

export function colorOf(lane: Item['lane']): string {
  return colors[lane]
}

export function middleOf(lane: keyof typeof LANES): number {
  return LANES[lane].top + LANES[lane].height / 2
}

/** The drawing of an item: a column, a shape, or a bubble with a count. `money`: the amount of an outcome as it is read. */
export function MarkShape({ item, hatch, money }: { item: Item; hatch: string; money: string | null }) {
  if (item.lane === 'visit') return <VisitColumn item={item} hatch={hatch} />
  const [x, y, color] = [item.x, middleOf(item.lane), colorOf(item.lane)]
  if (item.count > 1) {
    return (
      <>
        <rect
          x={item.left}
          y={y - BUBBLE_HEIGHT / 2}
          width={item.width}
          height={BUBBLE_HEIGHT}
          rx={BUBBLE_HEIGHT / 2}
          fill={color}
        />
        <text x={x} y={y} className={classes.count}>
          {formatNumber(item.count)}
        </text>
      </>
    )
  }
  if (item.lane === 'campaign') return <path d={flagAt(x, y)} fill={color} stroke={color} />
  if (item.lane === 'goal') return <path d={diamondAt(x, y)} fill={color} />
  return (
    <>
      <path d={hexagonAt(x, y, item.width)} fill={color} />
      {money !== null && (
        <text x={x} y={y} className={classes.count}>
          {money}
        </text>
      )}
    </>
  )
}

function VisitColumn({ item, hatch }: { item: Item; hatch: string }) {
  const [isOpen, isRobot] = [item.marks.some(({ open }) => open), item.marks.every(({ robot }) => robot)]
  const top = VISIT_BASE - item.height
  return (
    <>
      <rect
        x={item.left}
        y={top}
        width={item.width}
        height={item.height}
        rx={Math.min(2, item.width / 3)}
        fill={isRobot ? `url(#${hatch})` : isOpen ? 'transparent' : colors.visit}
        stroke={isOpen || isRobot ? colors.visit : 'none'}
        strokeDasharray={isOpen ? '3 2' : undefined}
      />
      {isOpen && <circle cx={item.x} cy={top - 5} r={3} fill={colors.visit} className={classes.pulse} />}
      {item.count > 1 && item.width >= 8 + 8 * String(item.count).length && item.height >= 18 && (
        <text x={item.x} y={VISIT_BASE - 9} className={classes.count}>
          {formatNumber(item.count)}
        </text>
      )}
    </>
  )
}

function diamondAt(x: number, y: number): string {
  return `M${x} ${y - 7}l7 7l-7 7l-7 -7z`
}

/** Twelve pixels wide, or as wide as its amount. */
function hexagonAt(x: number, y: number, width: number): string {
  const [half, side] = [width / 2 + 1, 4]
  return `M${x - half} ${y}l${side} -7H${x + half - side}l${side} 7l${-side} 7H${x - half + side}z`
}

function flagAt(x: number, y: number): string {
  return `M${x - 5} ${y + 7}v-14h10l-3 4l3 4h-10`
}
