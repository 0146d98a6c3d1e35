import { RangeSlider } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { formatExact } from '../../../shared/format.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { moveThumbs, spreadThumbs } from './spread-thumbs.ts'
import { lengthOf, type Span } from './time-axis.ts'

const HEIGHT = 24
const STEPS = 500
const THUMB = 24
/** Between the middles of the thumbs, in pixels: so each can be seen and taken. */
const THUMBS_APART = THUMB + 4
/** What a key moves a thumb by, as parts of all the time there is. */
const BY_KEY: Readonly<Record<string, number>> = {
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
}

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
  const drawn = spreadThumbs(view, bounds, (THUMBS_APART / Math.max(width, 1)) * lengthOf(bounds))

  function press(event: KeyboardEvent): void {
    const thumb = event.target instanceof HTMLElement ? event.target.dataset.end : undefined
    const next = thumb === undefined ? null : moveThumb(thumb === 'from' ? 'from' : 'until', event.key)
    if (next === null) return
    // The slider's own keys would move it by the step of a pointer.
    event.stopPropagation()
    event.preventDefault()
    onView(next)
  }

  function moveThumb(end: 'from' | 'until', key: string): Span | null {
    const part = BY_KEY[key]
    const at =
      key === 'Home' ? bounds.from : key === 'End' ? bounds.until : view[end] + (part ?? 0) * lengthOf(bounds)
    if (part === undefined && key !== 'Home' && key !== 'End') return null
    return end === 'from'
      ? { from: Math.max(Math.min(at, view.until - step), bounds.from), until: view.until }
      : { from: view.from, until: Math.min(Math.max(at, view.from + step), bounds.until) }
  }

  return (
    <div className={classes.density} onKeyDownCapture={press}>
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
        thumbSize={THUMB}
        classNames={{ thumb: classes.thumb }}
        min={bounds.from}
        max={bounds.until}
        step={step}
        minRange={step}
        pushOnOverlap={false}
        value={[drawn.from, drawn.until]}
        onChange={([from, until]) => onView(moveThumbs(view, drawn, { from, until }, step))}
        label={(at) => formatExact(at === drawn.from ? view.from : at === drawn.until ? view.until : at)}
        thumbFromLabel={text('rangeFrom')}
        thumbToLabel={text('rangeTo')}
        thumbProps={(index) => ({
          'aria-valuenow': index === 0 ? view.from : view.until,
          'aria-valuetext': formatExact(index === 0 ? view.from : view.until),
          'data-end': index === 0 ? 'from' : 'until',
        })}
      />
    </div>
  )
}
