import { Tooltip } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react'
import { changeOf, formatChange, formatPoints } from './format-figures.ts'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'

/** How a figure has changed against the period before: an arrow, a part, and words for who sees neither. */
export function Delta({
  now,
  before,
  format,
  isMoreBetter = true,
  isShare = false,
}: {
  now: number | null
  before: number | null
  /** Writes the figure before. */
  format: (value: number) => string
  /** Null: neither is better. */
  isMoreBetter?: boolean | null
  /** It is a part of a whole: a change of parts is told in points, since a part of a part reads as points. */
  isShare?: boolean
}) {
  const text = useOverviewTexts()
  if (before === null || now === null) return null
  const change = changeOf(now, before)
  const way = Math.sign(now - before)
  const Icon = way > 0 ? IconArrowUpRight : way < 0 ? IconArrowDownRight : IconEqual
  const is = way === 0 || isMoreBetter === null ? 'even' : way > 0 === isMoreBetter ? 'good' : 'bad'
  const { part, words } = isShare && way !== 0 ? inPoints(text, now - before) : describe(text, change, way)
  return (
    <Tooltip
      label={`${words} (${text('before', { value: format(before) })})`}
      events={{ hover: true, focus: true, touch: true }}
    >
      <span className={classes.delta} data-is={is} role="img" aria-label={words}>
        <Icon size={14} aria-hidden />
        {part}
      </span>
    </Tooltip>
  )
}

/** What is to be seen, and the same for who hears it. */
function describe(
  text: ReturnType<typeof useOverviewTexts>,
  change: number | null,
  way: number,
): { part: string; words: string } {
  if (way === 0 || change === null) {
    const same = text(way === 0 ? 'deltaNone' : 'deltaNew')
    return { part: change === null ? same : formatChange(change).part, words: same }
  }
  const { part, isBeyond } = formatChange(change)
  return {
    part: isBeyond ? text('deltaBeyond', { delta: part }) : part,
    words: text(way > 0 ? 'deltaUp' : 'deltaDown', {
      delta: isBeyond ? text('deltaOver', { delta: part }) : part,
    }),
  }
}

function inPoints(
  text: ReturnType<typeof useOverviewTexts>,
  change: number,
): { part: string; words: string } {
  const points = formatPoints(Math.abs(change))
  const delta = text('inPoints', { points })
  return { part: text('points', { points }), words: text(change > 0 ? 'deltaUp' : 'deltaDown', { delta }) }
}
