import { Group, Text } from '@mantine/core'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { type Item, markLanes } from './lay-out.ts'
import { countOf, valuesOf } from './mark-texts.ts'

/** What is in view, in numbers: at the same time the legend of the picture. */
export function JourneyLegend({ items }: { items: readonly Item[] }) {
  const text = useJourneyTexts()
  const visits = items.filter(({ lane }) => lane === 'visit').flatMap(({ marks }) => marks)
  const outcomes = items.filter(({ lane }) => lane === 'outcome').flatMap(({ marks }) => marks)
  const values = valuesOf([...visits, ...outcomes.map((mark) => ({ ...mark, points: 0 }))], text)
  return (
    <Group gap="md" mt="xs">
      <Text size="xs" c="dimmed">
        {text('inView')}
      </Text>
      {markLanes.map((lane) => {
        const count = countOf(items.filter((item) => item.lane === lane).flatMap(({ marks }) => marks))
        return (
          <Text key={lane} size="xs" className={classes.legend}>
            <KindIcon kind={lane === 'visit' ? 'pageView' : lane} size={14} isBeside />
            {text(`count_${lane}`, { count })}
          </Text>
        )
      })}
      {values.map((value) => (
        <Text key={value} size="xs">
          {value}
        </Text>
      ))}
    </Group>
  )
}
