import { Group, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatDuration } from '../../shared/format.ts'
import classes from './open-mark.module.css'
import { useProfileTexts } from './profile.texts.ts'

/** Says that a visit goes on, and counts along. */
export function OpenMark({ since }: { since: string }) {
  const text = useProfileTexts()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Group gap={6} wrap="nowrap">
      <span className={classes.dot} aria-hidden />
      <Text size="sm" c="var(--verdict-accepted)" fw={500}>
        {text('openNowFor', { duration: formatDuration(now - Date.parse(since)) })}
      </Text>
    </Group>
  )
}

export function OpenDot() {
  const text = useProfileTexts()
  return <span className={classes.dot} role="img" aria-label={text('online')} title={text('online')} />
}
