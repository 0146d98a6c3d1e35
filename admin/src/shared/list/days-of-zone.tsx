import { Text } from '@mantine/core'
import { useForeignZone } from '../report-zone.ts'
import { useListTexts } from './list.texts.ts'

/** Whose days are chosen, where that is not the viewer's own zone. */
export function DaysOfZone() {
  const text = useListTexts()
  const zone = useForeignZone()
  if (zone === null) return null
  return (
    <Text size="xs" c="dimmed">
      {text('daysOf', { zone })}
    </Text>
  )
}
