import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { formatNumber } from '../../../shared/format.ts'
import { kindColor } from '../../../shared/kinds.ts'
import { useReportZone } from '../../../shared/report-zone.ts'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import { useIsPhone } from '../../../shared/use-is-phone.ts'
import type { ActivityHistogram } from '../activities.api.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { nameBuckets } from './bucket-name.ts'
import classes from './histogram.module.css'
import type { Bucket } from './histogram.tsx'
import { listCounts, roundUp, sumCounts } from './sum-counts.ts'

const MOST_TICKS = 8
const MOST_TICKS_ON_PHONE = 4

/** Stacked bars: one tab stop, arrow keys go from bar to bar, Enter chooses one. */
export function Bars({
  histogram: { step, buckets },
  onBucket,
}: {
  histogram: ActivityHistogram
  onBucket: (bucket: Bucket) => void
}) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const id = useId()
  const zone = useReportZone()
  const names = useMemo(() => nameBuckets(step, zone), [step, zone])
  const [current, setCurrent] = useState(buckets.length - 1)
  const [pointed, setPointed] = useState<number | null>(null)
  const top = roundUp(Math.max(...buckets.map(({ counts }) => sumCounts(counts)), 0))
  const active = Math.min(current, buckets.length - 1)
  const isPhone = useIsPhone()
  const tickEvery = Math.ceil(buckets.length / (isPhone ? MOST_TICKS_ON_PHONE : MOST_TICKS))
  // The last one would stand out of the picture.
  const hasTick = (index: number) => index % tickEvery === 0 && index + tickEvery / 2 < buckets.length
  const said = buckets[pointed ?? -1]

  function describe(bucket: Bucket): string {
    const sum = sumCounts(bucket.counts)
    const parts = listCounts(bucket.counts).map(([kind, count]) =>
      text('chartKind', { count, kind: shared(`kind_${kind}`) }),
    )
    const whole = text('chartBar', { time: names.full(bucket.from), count: sum })
    return parts.length === 0 ? whole : `${whole} (${parts.join(', ')})`
  }

  function move(event: KeyboardEvent): void {
    const to = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: 0, End: buckets.length - 1 }[event.key]
    if (to === undefined || buckets[to] === undefined) return
    event.preventDefault()
    setCurrent(to)
    document.getElementById(`${id}-${to}`)?.focus()
  }

  return (
    <>
      <div className={classes.chart}>
        <div className={classes.scale} aria-hidden>
          <span>{formatNumber(top)}</span>
          <span>{'0'}</span>
        </div>
        <div role="toolbar" aria-label={text('chart')} className={classes.bars} onKeyDown={move}>
          {buckets.map((bucket, index) => (
            <button
              key={bucket.from}
              id={`${id}-${index}`}
              type="button"
              className={classes.bar}
              tabIndex={index === active ? 0 : -1}
              aria-label={describe(bucket)}
              onClick={() => onBucket(bucket)}
              onPointerEnter={() => setPointed(index)}
              onPointerLeave={() => setPointed(null)}
              onFocus={() => {
                setCurrent(index)
                setPointed(index)
              }}
              onBlur={() => setPointed(null)}
            >
              {listCounts(bucket.counts).map(([kind, count]) => (
                <span
                  key={kind}
                  className={classes.part}
                  style={{ blockSize: `${(100 * count) / top}%`, background: kindColor(kind) }}
                />
              ))}
            </button>
          ))}
        </div>
      </div>
      <div className={classes.ticks} aria-hidden>
        {buckets.map((bucket, index) => (
          <span key={bucket.from}>{hasTick(index) ? names.short(bucket.from) : ''}</span>
        ))}
      </div>
      <p className={classes.said} aria-hidden>
        {said === undefined ? '\u00A0' : describe(said)}
      </p>
    </>
  )
}
