import { Group, Text } from '@mantine/core'
import { useThrottledValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, lazy, type MouseEvent, Suspense, useEffect, useRef, useState } from 'react'
import { TableSwitch } from '../../shared/table-switch.tsx'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { formatClock } from './format-clock.ts'
import { type LiveMinutes, minutesQuery } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { sumMinutes } from './sum-minutes.ts'
import { verdictColor, verdicts } from './verdicts.ts'

const MinuteTable = lazy(async () => ({ default: (await import('./minute-table.tsx')).MinuteTable }))
export const MINUTES = 60
const BEAT_MS = 1_000
const HEIGHT = 56
type Minute = LiveMinutes['items'][number]

/** Requests by minute, stacked by verdict: one control, in which arrow keys move and Enter chooses. */
export function MinuteBars({
  channel,
  newest,
  chosen,
  onChoose,
}: {
  channel: string | undefined
  /** When the newest request of the list was answered: with it the figures have changed. */
  newest: string | undefined
  chosen: string | undefined
  onChoose: (minute: string | undefined) => void
}) {
  const text = useLiveTexts()
  const { data, refetch } = useQuery(minutesQuery(channel, MINUTES))
  const beat = useThrottledValue(newest, BEAT_MS)
  const known = useRef(beat)
  useEffect(() => {
    const before = known.current
    known.current = beat
    // The first ones come with the figures.
    if (before !== undefined && before !== beat) void refetch({ cancelRefetch: false })
  }, [beat, refetch])
  const [isTable, setIsTable] = useState(false)
  const isPhone = useIsPhone()
  const items = data?.items ?? []
  const largest = Math.max(0, ...items.map(sumOf))
  const isSinceStart = data !== undefined && data.since > (items[0]?.minute ?? data.since)
  const words = [
    text('minutesTitle'),
    text('largest', { count: largest }),
    ...(isSinceStart ? [text('countedSince', { time: formatClock(data.since, 'minute') })] : []),
  ].join(' ')
  return (
    <section aria-label={text('minutesTitle')} className={classes.minutes}>
      <Group justify="space-between" gap="xs" mb={4} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {isPhone && !isTable ? text('minutesShort', { count: largest }) : words}
        </Text>
        <TableSwitch title={text('minutesTitle')} isTable={isTable} onChange={setIsTable} />
      </Group>
      {isTable ? (
        <Suspense>
          <MinuteTable items={items} />
        </Suspense>
      ) : (
        <>
          <Bars items={items} most={Math.max(1, largest)} chosen={chosen} onChoose={onChoose} />
          <ul className={classes.legend} aria-label={text('legend')}>
            {sumMinutes(items).map(({ part, verdict, count }) => (
              <li key={part}>
                <span className={classes.swatch} style={{ background: verdictColor(verdict) }} />
                {text(`legend_${part}`, { count })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Bars({
  items,
  most,
  chosen,
  onChoose,
}: {
  items: readonly Minute[]
  most: number
  chosen: string | undefined
  onChoose: (minute: string | undefined) => void
}) {
  const text = useLiveTexts()
  const [place, setPlace] = useState<number | null>(null)
  const scale = (count: number) => (count / most) * HEIGHT
  const at = Math.min(place ?? items.length - 1, items.length - 1)
  const current = items[at]

  function choose(item: Minute | undefined): void {
    if (item !== undefined) onChoose(item.minute === chosen ? undefined : item.minute)
  }
  function find(event: MouseEvent<HTMLElement>): number {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    const isReversed = getComputedStyle(event.currentTarget).direction === 'rtl'
    return Math.max(
      0,
      Math.min(items.length - 1, Math.floor((isReversed ? 1 - share : share) * items.length)),
    )
  }
  function onKeyDown(event: KeyboardEvent): void {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: items.length - 1 }[event.key]
    if (next !== undefined) setPlace(Math.max(0, Math.min(items.length - 1, next)))
    else if (event.key === 'Enter') choose(current)
    else if (event.key === 'Escape' && chosen !== undefined) onChoose(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <div
        className={classes.bars}
        role="slider"
        tabIndex={0}
        aria-label={text('minutesTitle')}
        aria-description={text('minutesHelp')}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, items.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={current === undefined ? text('minuteNone') : describeMinute(current, text)}
        onPointerMove={(event) => setPlace(find(event))}
        onPointerLeave={() => setPlace(null)}
        onClick={(event) => choose(items[find(event)])}
        onKeyDown={onKeyDown}
      >
        <svg viewBox={`0 0 ${MINUTES} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {items.map((item, index) => (
            <Bar
              key={item.minute}
              item={item}
              index={index}
              scale={scale}
              isChosen={item.minute === chosen}
              isPointed={place === index}
            />
          ))}
        </svg>
      </div>
      <Group justify="space-between" gap="xs" className={classes.axis}>
        <span>{items[0] === undefined ? '' : formatClock(items[0].minute, 'minute')}</span>
        <span aria-hidden>
          {place === null || current === undefined ? '' : describeMinute(current, text)}
        </span>
        <span>
          {current === undefined ? '' : formatClock(items.at(-1)?.minute ?? current.minute, 'minute')}
        </span>
      </Group>
    </>
  )
}

function Bar({
  item,
  index,
  scale,
  isChosen,
  isPointed,
}: {
  item: Minute
  index: number
  scale: (count: number) => number
  isChosen: boolean
  isPointed: boolean
}) {
  let below = 0
  return (
    <g>
      {(isChosen || isPointed) && (
        <rect
          x={index}
          y={0}
          width={1}
          height={HEIGHT}
          className={isChosen ? classes.chosen : classes.pointed}
        />
      )}
      {verdicts.map((verdict) => {
        const count = item.counts[verdict] ?? 0
        if (count === 0) return null
        const [from, to] = [scale(below), scale(below + count)]
        below += count
        // One among thousands is what people look for.
        const height = Math.max(to - from, 1.5)
        return (
          <rect
            key={verdict}
            x={index + 0.12}
            y={HEIGHT - from - height}
            width={0.76}
            height={height}
            fill={verdictColor(verdict)}
          />
        )
      })}
    </g>
  )
}

function sumOf({ counts }: Minute): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function describeMinute(item: Minute, text: ReturnType<typeof useLiveTexts>): string {
  const counts = verdicts
    .filter((verdict) => (item.counts[verdict] ?? 0) > 0)
    .map((verdict) =>
      text('countOf', {
        count: item.counts[verdict] ?? 0,
        verdict: text(`verdict_${verdict}`).toLowerCase(),
      }),
    )
  return text('minuteValue', {
    time: formatClock(item.minute, 'minute'),
    counts: counts.length === 0 ? text('minuteNone') : counts.join(', '),
  })
}
