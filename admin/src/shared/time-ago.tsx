import { Text, Tooltip } from '@mantine/core'
import { formatExact, formatRelative } from './format.ts'
import { useSharedTexts } from './shared.texts.ts'
import { useNow } from './use-now.ts'

/** `3 hr. ago`, and exactly when on hover and focus: in the viewer's zone and in UTC. */
export function TimeAgo({ at }: { at: string | null }) {
  const text = useSharedTexts()
  const now = useNow()
  if (at === null)
    return (
      <Text span inherit c="dimmed">
        {text('neverHappened')}
      </Text>
    )
  const time = Date.parse(at)
  const utc = text('utc', { time: at.replace('T', ' ').replace(/(\.\d+)?Z$/, '') })
  return (
    <Tooltip label={`${formatExact(time)} · ${utc}`} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at}>{formatRelative(time, now)}</time>
    </Tooltip>
  )
}
