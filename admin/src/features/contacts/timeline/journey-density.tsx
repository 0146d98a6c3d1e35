import { RangeSlider } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { formatExact } from '../../../shared/format.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { lengthOf, type Span } from './time-axis.ts'

const HEIGHT = 24
const STEPS = 500

/** How much happened over all the time there is, and two thumbs around the part of it that the picture shows. */
export function JourneyDensity({
  density,
  firstAt,
  now,
  view,
  bounds,
  width,
  onView,
}: {
  density: readonly number[]
  firstAt: number
  now: number
  view: Span
  bounds: Span
  width: number
  onView: (view: Span) => void
}) {
  const text = useJourneyTexts()
  const toX = (at: number) => ((at - bounds.from) / lengthOf(bounds)) * width
  const most = Math.max(...density, 1)
  const partMs = Math.max(now - firstAt, 1) / Math.max(density.length, 1)
  const partWidth = Math.max(toX(firstAt + partMs) - toX(firstAt), 1)
  const step = Math.max(Math.round(lengthOf(bounds) / STEPS), 1)
  return (
    <div className={classes.density}>
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {density.map((amount, n) => {
          if (amount === 0) return null
          const height = 2 + (HEIGHT - 2) * Math.sqrt(amount / most)
          const at = firstAt + n * partMs
          return (
            <rect
              key={at}
              x={toX(at)}
              y={HEIGHT - height}
              width={partWidth}
              height={height}
              className={classes.densityBar}
            />
          )
        })}
      </svg>
      <RangeSlider
        size={2}
        thumbSize={24}
        classNames={{ thumb: classes.thumb }}
        min={bounds.from}
        max={bounds.until}
        step={step}
        minRange={step}
        value={[Math.max(view.from, bounds.from), Math.min(view.until, bounds.until)]}
        onChange={([from, until]) => onView({ from, until })}
        label={formatExact}
        thumbFromLabel={text('rangeFrom')}
        thumbToLabel={text('rangeTo')}
        thumbProps={(index) => ({
          'aria-valuetext': formatExact(index === 0 ? view.from : view.until),
          // The slider itself takes arrow keys only.
          onKeyDown: ({ key }: KeyboardEvent) => {
            if (index === 0 && key === 'Home') onView({ from: bounds.from, until: view.until })
            if (index === 1 && key === 'End') onView({ from: view.from, until: bounds.until })
          },
        })}
      />
    </div>
  )
}
