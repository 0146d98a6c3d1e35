import { memo } from 'react'
import { formatMoney } from '../../../shared/format.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import type { Item, MarkLane } from './lay-out.ts'
import { markLanes } from './lay-out.ts'
import { LANES, MarkShape } from './mark-shape.tsx'
import { describeMarks } from './mark-texts.ts'

/** All marks of the picture. Drawn again only when they change: not while they are moved or pointed at. */
export const PictureMarks = memo(function PictureMarks({
  items,
  current,
  arrived,
  hatch,
}: {
  items: Readonly<Record<MarkLane, readonly Item[]>>
  /** The one that the tab key reaches. */
  current: string | null
  /** Those that were not there before. */
  arrived: ReadonlySet<string>
  hatch: string
}) {
  const text = useJourneyTexts()
  return markLanes.map((lane) => (
    <g key={lane}>
      {items[lane].map((item) => {
        const money = item.amount === null ? null : shortMoney(item.amount[1], item.amount[0])
        return (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
          <g
            key={item.id}
            role="button"
            tabIndex={item.id === current ? 0 : -1}
            aria-label={describeMarks(item.marks, text, money)}
            data-item={item.id}
            data-mark={lane}
            className={item.marks.some(({ id }) => arrived.has(id)) ? classes.arrived : classes.mark}
          >
            <rect
              x={item.left - 2}
              y={LANES[lane].top}
              width={item.width + 4}
              height={LANES[lane].height}
              className={classes.target}
            />
            <MarkShape item={item} hatch={hatch} money={money} />
          </g>
        )
      })}
    </g>
  ))
})

/** Without cents where there is no room for them. */
function shortMoney(amount: number, currency: string): string {
  const money = formatMoney(amount, currency)
  if (money.length <= 8) return money
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, notation: 'compact' }).format(
      amount,
    )
  } catch {
    return formatMoney(Math.round(amount), currency).slice(0, 9)
  }
}
