import { IconKey } from '@tabler/icons-react'
import { formatExact } from '../../../shared/format.ts'
import { fitText } from './fit-text.ts'
import type { Journey } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import type { EraBar } from './lay-out.ts'
import { LANES } from './mark-shape.tsx'
import type { TimeAxis } from './time-axis.ts'

const TEXT_MARGIN = 8
/** On the lower border: below the words of the era, above the flags. */
const KEY_Y = LANES.era.height + 2

/** The bars of eras, and a key where the contact was identified. */
export function PictureEras({
  bars,
  identifications,
  axis,
  current,
  fade,
}: {
  bars: readonly EraBar[]
  identifications: Journey['identifications']
  axis: TimeAxis
  current: string | null
  /** The id of the mask that lets the last era end softly. */
  fade: string
}) {
  const text = useJourneyTexts()
  return (
    <g>
      {bars.map((bar) => {
        // What lies left of the picture needs no room: the words begin where the bar can be seen.
        const left = Math.max(bar.x, 0)
        const room = Math.min(bar.x + bar.width, axis.width) - left - 2 * TEXT_MARGIN
        const { label } = bar.era
        return (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
          <g
            key={bar.id}
            role="button"
            tabIndex={bar.id === current ? 0 : -1}
            aria-label={`${text('era', { label })}, ${spanOf(bar, text)}, ${text('count_visit', { count: bar.era.visits })}`}
            data-item={bar.id}
            className={classes.mark}
          >
            <rect
              x={bar.x}
              y={LANES.era.top}
              width={Math.max(bar.width - 1, 1)}
              height={LANES.era.height}
              rx={4}
              className={classes.era}
              data-tint={bar.tint}
              mask={bar.isOpen && bar.width > 30 ? `url(#${fade})` : undefined}
            />
            <text
              x={left + TEXT_MARGIN}
              y={LANES.era.top + LANES.era.height / 2}
              className={classes.eraLabel}
            >
              {fitText(label, room)}
            </text>
          </g>
        )
      })}
      {identifications.map(({ at, mergedId }) => {
        const x = axis.toX(Date.parse(at))
        if (x < 0 || x > axis.width) return null
        const label = text(mergedId === null ? 'identified' : 'recognised', {
          time: formatExact(Date.parse(at)),
        })
        return (
          <g key={`${at} ${mergedId}`} className={classes.key}>
            <title>{label}</title>
            <circle cx={x} cy={KEY_Y} r={6} />
            <IconKey x={x - 4} y={KEY_Y - 4} size={8} aria-hidden />
          </g>
        )
      })}
    </g>
  )
}

export function spanOf(bar: EraBar, text: ReturnType<typeof useJourneyTexts>): string {
  const from = formatExact(bar.from)
  return bar.isOpen ? text('eraSince', { from }) : text('eraUntil', { from, until: formatExact(bar.until) })
}
