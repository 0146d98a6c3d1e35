import { Button, VisuallyHidden } from '@mantine/core'
import { useElementSize, useMediaQuery } from '@mantine/hooks'
import { IconTimeline } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Notice } from '../../../shared/notice.tsx'
import { PageState } from '../../../shared/page-state.tsx'
import { useIsPast } from '../../../shared/use-now.ts'
import { type Journey as JourneyData, readMark } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { JourneyDensity } from './journey-density.tsx'
import { JourneyFeed } from './journey-feed.tsx'
import { JourneyLegend } from './journey-legend.tsx'
import { JourneyPicture } from './journey-picture.tsx'
import { JourneySkeleton } from './journey-skeleton.tsx'
import { JourneyTable } from './journey-table.tsx'
import { JourneyToolbar } from './journey-toolbar.tsx'
import { type EraBar, type Item, keepInView, layOutMarks, markLanes } from './lay-out.ts'
import { countOf } from './mark-texts.ts'
import { createTimeAxis, type Span } from './time-axis.ts'
import { useJourney } from './use-journey.ts'
import { type UrlRange, useView } from './use-view.ts'
import { findBounds, keepWithin, viewAround, zoomView } from './view.ts'

const GUTTER = 84
const GUTTER_FROM = 900
/** A list has no pixels: what is not merged is better read. */
const FEED_WIDTH = 4_000

interface JourneyProps {
  readonly contactId: string
  /** As the contact is called. */
  readonly name: string
  /** The period in the URL; none: all time. */
  readonly range: UrlRange
  readonly onRangeChange: (range: UrlRange) => void
  /** Whether long pauses are drawn as zig-zags. */
  readonly isCollapsed: boolean
  readonly onCollapse: (isCollapsed: boolean) => void
  readonly onOpenVisit: (visitId: string) => void
  readonly onOpenEvent: (eventId: string, visitId: string) => void
}

/** The journey of a contact: a picture of it, the same as a table, on phones a list. */
export function Journey(props: JourneyProps) {
  const isPhone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false })
  const { ref, width } = useElementSize()
  const [view, setView] = useView(props.range, props.onRangeChange)
  const left = width >= GUTTER_FROM ? GUTTER : 0
  const [windowWidth] = useState(() => window.innerWidth)
  const pictureWidth = Math.max(Math.floor(width) - left, 0)
  const text = useJourneyTexts()
  const query = useJourney(props.contactId, isPhone ? null : view, isPhone ? FEED_WIDTH : windowWidth)
  return (
    <section
      ref={ref}
      aria-label={text('title')}
      className={`${classes.journey} ${query.data === undefined ? classes.waiting : ''}`}
      aria-busy={query.isPlaceholderData}
    >
      <PageState query={query} skeleton={<JourneySkeleton />}>
        {(journey) => {
          if (journey.firstAt === null) return <EmptyJourney />
          if (isPhone) return <FeedOfJourney journey={journey} onOpenVisit={props.onOpenVisit} />
          if (pictureWidth === 0) return <JourneySkeleton />
          return (
            <DrawnJourney
              {...props}
              journey={journey}
              firstAt={Date.parse(journey.firstAt)}
              view={view}
              onView={setView}
              left={left}
              width={pictureWidth}
            />
          )
        }}
      </PageState>
    </section>
  )
}

function EmptyJourney() {
  const text = useJourneyTexts()
  return (
    <Notice
      title={text('emptyTitle')}
      message={text('empty')}
      icon={<IconTimeline size={32} aria-hidden />}
    />
  )
}

function FeedOfJourney({
  journey,
  onOpenVisit,
}: {
  journey: JourneyData
  onOpenVisit: (visitId: string) => void
}) {
  const marks = useMemo(() => journey.marks.map(readMark), [journey])
  return <JourneyFeed journey={journey} marks={marks} onOpenVisit={onOpenVisit} />
}

function DrawnJourney({
  journey,
  firstAt,
  view,
  onView,
  left,
  width,
  name,
  isCollapsed,
  onCollapse,
  onOpenVisit,
  onOpenEvent,
}: Omit<JourneyProps, 'range' | 'onRangeChange'> & {
  journey: JourneyData
  firstAt: number
  /** Null: all of it. */
  view: Span | null
  onView: (view: Span | null) => void
  left: number
  width: number
}) {
  const text = useJourneyTexts()
  const [seenAt, setSeenAt] = useState(() => Date.now())
  const lastAt = Date.parse(journey.lastAt ?? journey.to)
  const now = Math.max(seenAt, lastAt)
  const [isTable, setIsTable] = useState(false)
  const marks = useMemo(() => journey.marks.map(readMark), [journey])
  const gaps = useMemo(
    () => journey.gaps.map((gap) => ({ from: Date.parse(gap.from), until: Date.parse(gap.until) })),
    [journey],
  )
  const bounds = useMemo(() => findBounds(firstAt, seenAt, gaps), [firstAt, seenAt, gaps])
  // Time goes on, the picture holds still as long as there is room at its end: the shorter it is, the sooner it moves.
  if (useIsPast(bounds.until) || lastAt > bounds.until) setSeenAt(Math.max(Date.now(), lastAt))
  const shown = view ?? bounds
  const { from, until } = shown
  const axis = useMemo(
    () => createTimeAxis({ from, until }, isCollapsed ? gaps : [], width),
    [from, until, isCollapsed, gaps, width],
  )
  const items = useMemo(() => layOutMarks(marks, axis), [marks, axis])
  const itemsInView = useMemo(
    () =>
      markLanes
        .flatMap((lane) => keepInView(items[lane], width))
        .sort((a, b) => (a.marks[0]?.at ?? 0) - (b.marks[0]?.at ?? 0)),
    [items, width],
  )

  function open(item: Item | EraBar): void {
    if ('era' in item) {
      onView(keepWithin({ from: item.from, until: item.until }, bounds))
      return
    }
    const [first] = item.marks
    if (first === undefined) return
    const last = Math.max(...item.marks.map((mark) => mark.until))
    const around = viewAround(first.at, last, bounds)
    const isApart = countOf(item.marks) > 1 && around.until - around.from < (until - from) * 0.9
    if (isApart) onView(around)
    else if (first.kind === 'visit') onOpenVisit(first.visitId)
    else onOpenEvent(first.id, first.visitId)
  }

  return (
    <>
      <JourneyToolbar
        view={view}
        bounds={bounds}
        lastAt={lastAt}
        now={now}
        isCollapsed={isCollapsed}
        isTable={isTable}
        hasGaps={gaps.length > 0}
        onView={onView}
        onZoom={(factor) => onView(zoomView(axis, width / 2, factor, bounds))}
        onCollapse={onCollapse}
        onTable={setIsTable}
      />
      {isTable ? (
        <JourneyTable items={itemsInView} onOpen={open} />
      ) : (
        <JourneyPicture
          name={name}
          journey={journey}
          items={items}
          axis={axis}
          bounds={bounds}
          left={left}
          now={now}
          onView={onView}
          onOpen={open}
        />
      )}
      {itemsInView.length === 0 && <Quiet onAll={() => onView(null)} />}
      <div style={{ marginInlineStart: left }}>
        <JourneyDensity
          density={journey.density}
          firstAt={firstAt}
          now={now}
          view={shown}
          bounds={bounds}
          width={width}
          onView={onView}
        />
        <JourneyLegend items={itemsInView} />
      </div>
      <VisuallyHidden role="status">{text('marks', { count: itemsInView.length })}</VisuallyHidden>
    </>
  )
}

function Quiet({ onAll }: { onAll: () => void }) {
  const text = useJourneyTexts()
  return (
    <div className={classes.quiet}>
      {text('quietTitle')}{' '}
      <Button variant="default" size="compact-xs" onClick={onAll}>
        {text('showAll')}
      </Button>
    </div>
  )
}
