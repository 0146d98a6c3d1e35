import { useSeconds } from '../../../shared/use-now.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { nameTicks } from './name-ticks.ts'
import type { Tick } from './ticks.ts'
import { lengthOf, type Span, type TimeAxis } from './time-axis.ts'

const [TOP, BOTTOM] = [26, 160]
const DAY_MS = 86_400_000
const LABEL_Y = 177

/** The line of time with its ticks until now, and a zig-zag with its length for each pause that is collapsed. */
export function PictureAxis({
  axis,
  ticks,
  notBefore,
  margin,
}: {
  axis: TimeAxis
  ticks: readonly Tick[]
  /** The last that is known to have happened: now is not before it, whatever the clock says. */
  notBefore: number
  margin: number
}) {
  const text = useJourneyTexts()
  const now = Math.max(useSeconds(), notBefore)
  const nowX = axis.toX(now)
  return (
    <>
      <line x1={-margin} x2={axis.width + margin} y1={112.5} y2={112.5} className={classes.baseline} />
      <line
        x1={-margin}
        x2={axis.width + margin}
        y1={BOTTOM + 0.5}
        y2={BOTTOM + 0.5}
        className={classes.baseline}
      />
      {ticks.map(({ at, x }) =>
        at > now ? null : <line key={at} x1={x} x2={x} y1={TOP} y2={BOTTOM + 4} className={classes.tick} />,
      )}
      {nameTicks(ticks, axis.width, nowX).map(({ x, label }) => (
        <text key={x} x={x} y={LABEL_Y} className={classes.tickLabel}>
          {label}
        </text>
      ))}
      {nowX > 0 && nowX < axis.width && (
        <g>
          <line x1={nowX} x2={nowX} y1={TOP} y2={BOTTOM + 4} className={classes.now} />
          <text x={Math.min(nowX, axis.width - 14)} y={LABEL_Y} className={classes.tickLabel}>
            {text('now')}
          </text>
        </g>
      )}
      {axis.gaps.map((gap) => (
        <g key={gap.from} className={classes.gap}>
          <title>{text('gap', { length: gapText(gap, text) })}</title>
          <rect x={gap.x} y={TOP - 2} width={gap.width} height={BOTTOM - TOP + 4} />
          <path d={zigzag(gap.x + 8)} />
          <text transform={`translate(${gap.x + 24} ${(TOP + BOTTOM) / 2}) rotate(-90)`}>
            {gapText(gap, text)}
          </text>
        </g>
      ))}
    </>
  )
}

function zigzag(x: number): string {
  const turns = Array.from({ length: 17 }, (_, n) => `l${n % 2 === 0 ? 5 : -5} 8`)
  return `M${x} ${TOP - 1}${turns.join('')}`
}

function gapText(gap: Span, text: ReturnType<typeof useJourneyTexts>): string {
  const days = Math.round(lengthOf(gap) / DAY_MS)
  if (days < 60) return text('days', { count: days })
  const months = Math.round(days / 30.44)
  return months < 24 ? text('months', { count: months }) : text('years', { count: Math.round(months / 12) })
}
