import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Journey } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { JourneyPopover } from './journey-popover.tsx'
import { LaneNames } from './lane-names.tsx'
import { type EraBar, type Item, keepInView, layOutEras, type MarkLane, markLanes } from './lay-out.ts'
import { colorOf, middleOf, VISIT_BASE } from './mark-shape.tsx'
import { PictureAxis } from './picture-axis.tsx'
import { PictureEras } from './picture-eras.tsx'
import { fadeOf, hatchOf, PictureFills } from './picture-fills.tsx'
import { PictureMarks } from './picture-marks.tsx'
import { findTicks } from './ticks.ts'
import type { Span, TimeAxis } from './time-axis.ts'
import { useArrivals } from './use-arrivals.ts'
import { usePointer } from './use-pointer.ts'
import { useShown } from './use-shown.ts'
import { panView, zoomView } from './view.ts'
import { firstOf, isWalkKey, walk } from './walk.ts'

const HEIGHT = 184
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The picture itself: one stop for the tab key, then arrow keys. */
export function JourneyPicture({
  name,
  journey,
  items,
  axis,
  bounds,
  left,
  now,
  onView,
  onOpen,
}: {
  name: string
  journey: Journey
  items: Readonly<Record<MarkLane, readonly Item[]>>
  axis: TimeAxis
  bounds: Span
  /** How much room the names of the lanes take. */
  left: number
  now: number
  onView: (view: Span) => void
  onOpen: (item: Item | EraBar) => void
}) {
  const text = useJourneyTexts()
  const ids = useId()
  const pointer = usePointer({ axis, bounds, left, onView })
  const [chosen, setChosen] = useState<string | null>(null)
  const toFocus = useRef<string | null>(null)
  const hasFocus = useRef(false)
  const svg = useRef<SVGSVGElement | null>(null)
  const arrived = useArrivals(journey)
  useEffect(() => {
    const forget = () => {
      hasFocus.current = false
    }
    window.addEventListener('pointerdown', forget, true)
    return () => window.removeEventListener('pointerdown', forget, true)
  }, [])

  const isMoving = pointer.shift !== null
  const bars = useMemo(() => layOutEras(journey, axis, now), [journey, axis, now])
  const ticks = useMemo(() => findTicks(axis, zone, isMoving ? axis.width : 0), [axis, isMoving])
  // What is out of sight is drawn only while the picture is moved: nobody shall reach it by a key.
  const inView = useMemo(
    () => (isMoving ? items : keepLanesInView(items, axis.width)),
    [items, isMoving, axis.width],
  )
  const barsInView = bars.filter(({ x, width }) => isMoving || (x < axis.width && x + width > 0))
  const all = useMemo(
    () =>
      new Map<string, Item | EraBar>(
        [...bars, ...markLanes.flatMap((lane) => items[lane])].map((it) => [it.id, it]),
      ),
    [bars, items],
  )
  const { shown, show, hide, hideSoon, keep } = useShown(all)

  const lanesInView = [barsInView, ...markLanes.map((lane) => inView[lane])]
  const isThere = chosen !== null && lanesInView.some((lane) => lane.some(({ id }) => id === chosen))
  const current = isThere ? chosen : firstOf(lanesInView)

  // A mark that came into view by a key is drawn first. One that had the focus may be gone, in a bubble or out of sight: then
  // what is next gets it, not the page.
  useEffect(() => {
    const isLost = hasFocus.current && (document.activeElement === document.body || !document.activeElement)
    const id = toFocus.current ?? (isLost ? current : null)
    const element = id === null ? null : findElement(svg.current, id)
    if (element === null) return
    toFocus.current = null
    element.focus({ preventScroll: true })
  })

  /** What is zoomed by keys is the time around the mark that has the focus. */
  function middleOfFocus(): number {
    const item = current === null ? undefined : all.get(current)
    if (item === undefined || 'era' in item) return axis.width / 2
    return Math.min(Math.max(item.x, 0), axis.width)
  }

  function press(event: KeyboardEvent): void {
    const { key } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (key === 'Escape' && shown !== null) {
      event.stopPropagation()
      hide()
      return
    }
    if (key === '+' || key === '-') onView(zoomView(axis, middleOfFocus(), key === '+' ? 0.5 : 2, bounds))
    else if (key === 'Enter' || key === ' ') openElement(event.target)
    else if (isWalkKey(key)) goTo(walk([bars, ...markLanes.map((lane) => items[lane])], current, key))
    else return
    event.preventDefault()
  }

  function goTo(id: string | null): void {
    const item = id === null ? undefined : all.get(id)
    if (item === undefined) return
    setChosen(item.id)
    toFocus.current = item.id
    const [from, until] = 'era' in item ? [item.x, item.x + item.width] : [item.x, item.x]
    if (until < 0 || from > axis.width) onView(panView(axis, from - axis.width / 2, bounds))
  }

  function openElement(target: EventTarget): void {
    const item = findItem(target, all)
    if (item === null) return
    setChosen(item.id)
    hide()
    onOpen(item)
  }

  function click(event: MouseEvent): void {
    if (pointer.wasDragged()) return
    const item = findItem(event.target, all)
    // A click on a drawing does not focus it in every browser; what opens gives the focus back to it.
    if (item !== null) findElement(svg.current, item.id)?.focus({ preventScroll: true })
    openElement(event.target)
  }

  return (
    <div className={classes.picture}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset holds no drawing */}
      <svg
        ref={(element) => {
          svg.current = element
          pointer.ref(element)
        }}
        role="group"
        aria-label={text('journeyOf', { name })}
        aria-describedby={`${ids}-help`}
        width={axis.width + left}
        height={HEIGHT}
        className={classes.svg}
        data-moving={isMoving || undefined}
        onKeyDown={press}
        onClick={click}
        onPointerOver={(event) => {
          const item = findItem(event.target, all)
          if (item !== null) show(item.id)
          else hideSoon()
        }}
        onPointerLeave={hideSoon}
        onFocus={(event) => {
          const item = findItem(event.target, all)
          if (item === null) return
          hasFocus.current = true
          setChosen(item.id)
          if (event.target.matches(':focus-visible')) show(item.id)
        }}
        onBlur={(event) => {
          // Nothing gets the focus where its owner goes away, or the whole window loses it.
          if (event.relatedTarget !== null) hasFocus.current = false
          hideSoon()
        }}
        {...pointer.handlers}
      >
        <desc id={`${ids}-help`}>{text('help')}</desc>
        <PictureFills ids={ids} />
        {left > 0 && <LaneNames />}
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: a part of the picture; a title would hover over every mark */}
        <svg x={left} width={axis.width} height={HEIGHT} className={classes.window}>
          <g transform={isMoving ? `translate(${pointer.shift} 0)` : undefined}>
            <PictureAxis axis={axis} ticks={ticks} notBefore={now} margin={axis.width} />
            <DropLine shown={shown} />
            <PictureEras
              bars={barsInView}
              identifications={journey.identifications}
              axis={axis}
              current={current}
              fade={fadeOf(ids)}
            />
            <PictureMarks items={inView} current={current} arrived={arrived} hatch={hatchOf(ids)} />
          </g>
        </svg>
      </svg>
      <div className={classes.hint} aria-hidden>
        {text('keys')}
      </div>
      {shown !== null && !isMoving && (
        <JourneyPopover
          shown={shown}
          left={left}
          width={axis.width}
          onPointerEnter={keep}
          onPointerLeave={hideSoon}
        />
      )}
    </div>
  )
}

/** From a goal, an outcome or a campaign to the line on which its visit stands. */
function DropLine({ shown }: { shown: Item | EraBar | null }) {
  if (shown === null || 'era' in shown || shown.lane === 'visit') return null
  return (
    <line
      x1={shown.x}
      x2={shown.x}
      y1={middleOf(shown.lane)}
      y2={VISIT_BASE}
      stroke={colorOf(shown.lane)}
      strokeWidth={1}
    />
  )
}

function keepLanesInView(
  items: Readonly<Record<MarkLane, readonly Item[]>>,
  width: number,
): Readonly<Record<MarkLane, readonly Item[]>> {
  const keep = (lane: MarkLane) => keepInView(items[lane], width)
  return { campaign: keep('campaign'), visit: keep('visit'), goal: keep('goal'), outcome: keep('outcome') }
}

function findItem(target: EventTarget, all: ReadonlyMap<string, Item | EraBar>): Item | EraBar | null {
  const id = target instanceof Element ? target.closest<SVGElement>('[data-item]')?.dataset.item : undefined
  return id === undefined ? null : (all.get(id) ?? null)
}

function findElement(svg: SVGSVGElement | null, id: string): SVGElement | null {
  return svg?.querySelector<SVGElement>(`[data-item="${CSS.escape(id)}"]`) ?? null
}
