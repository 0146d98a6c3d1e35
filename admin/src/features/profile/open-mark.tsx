import { Group, Text } from '@mantine/core'
import { formatDuration } from '../../shared/format.ts'
import { useSeconds } from '../../shared/use-now.ts'
import classes from './open-mark.module.css'
import { useProfileTexts } from './profile.texts.ts'

/** Says that a visit goes on, and counts along. */
export function OpenMark({ since }: { since: string }) {
  const text = useProfileTexts()
  // Whole seconds that are over, as relative times count them.
  const seconds = Math.floor((useSeconds() - Date.parse(since)) / 1_000)
  return (
    <Group gap={6} wrap="nowrap">
      <span className={classes.dot} aria-hidden />
      <Text size="sm" c="var(--verdict-accepted)" fw={500}>
        {text('openNowFor', { duration: formatDuration(seconds * 1_000) })}
      </Text>
    </Group>
  )
}

export function OpenDot() {
  const text = useProfileTexts()
  return <span className={classes.dot} role="img" aria-label={text('online')} title={text('online')} />
}
