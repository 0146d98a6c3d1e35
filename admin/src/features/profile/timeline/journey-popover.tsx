import { Group, Paper, Text } from '@mantine/core'
import { formatExact } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import type { EraBar, Item } from './lay-out.ts'
import { countOf, lengthOfMarks, nameOf, namesOf, valuesOf } from './mark-texts.ts'
import { spanOf } from './picture-eras.tsx'

const WIDTH = 260

/** What is pointed at or has the focus: beside it, inside the picture. Says nothing that its label does not say to others. */
export function JourneyPopover({
  shown,
  left,
  width,
  onPointerEnter,
  onPointerLeave,
}: {
  shown: Item | EraBar
  /** Where the picture begins. */
  left: number
  width: number
  onPointerEnter: () => void
  onPointerLeave: () => void
}) {
  const isEra = 'era' in shown
  const middle = isEra ? Math.max(shown.x, 0) + Math.min(shown.width, 120) / 2 : shown.x
  const x = Math.min(Math.max(middle - WIDTH / 2, -left), Math.max(width - WIDTH, -left))
  return (
    <Paper
      withBorder
      shadow="md"
      p="xs"
      className={classes.popover}
      data-below={isEra ? undefined : true}
      style={{ insetInlineStart: left + x, width: WIDTH, top: isEra ? 30 : 168 }}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      {isEra ? <EraFacts bar={shown} /> : <MarkFacts item={shown} />}
    </Paper>
  )
}

function MarkFacts({ item }: { item: Item }) {
  const text = useJourneyTexts()
  const [first] = item.marks
  if (first === undefined) return null
  const isOne = item.count === 1
  const pages = item.marks.reduce((sum, { pageViews }) => sum + pageViews, 0)
  const facts = [
    ...(isOne && first.open ? [text('openVisit')] : []),
    ...(lengthOfMarks(item.marks) === null ? [] : [lengthOfMarks(item.marks)]),
    ...(pages > 0 ? [text('pages', { count: pages })] : []),
    ...valuesOf(item.marks, text),
  ]
  const names = isOne && item.lane !== 'visit' ? [] : namesOf(item.marks, text)
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <KindIcon kind={item.lane === 'visit' ? 'pageView' : item.lane} size={16} isBeside />
        <Text size="sm" fw={600} lineClamp={2}>
          {nameOf(item.marks, text)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {formatExact(first.at)}
        {countOf(item.marks) > 1 && ` – ${formatExact(Math.max(...item.marks.map(({ until }) => until)))}`}
      </Text>
      {facts.length > 0 && <Text size="xs">{facts.join(' · ')}</Text>}
      {names.length > 0 && (
        <Text size="xs" lineClamp={3}>
          {names.join(', ')}
        </Text>
      )}
      {isOne && first.url !== null && (
        <Text size="xs" c="dimmed" truncate>
          {first.url}
        </Text>
      )}
    </>
  )
}

function EraFacts({ bar }: { bar: EraBar }) {
  const text = useJourneyTexts()
  const { era } = bar
  const values = valuesOf([era], text)
  return (
    <>
      <Text size="sm" fw={600}>
        {era.label}
      </Text>
      <Text size="xs" c="dimmed">
        {spanOf(bar, text)}
      </Text>
      <Text size="xs">{[text('count_visit', { count: era.visits }), ...values].join(' · ')}</Text>
    </>
  )
}
