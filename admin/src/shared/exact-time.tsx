import { Text, Tooltip } from '@mantine/core'
import { formatExact, formatRelative } from './format.ts'
import { useSharedTexts } from './shared.texts.ts'
import { useNow } from './use-now.ts'

/** Where the moment itself is what one came for, `Nov 13, 2026, 2:21:25 PM · 9 days ago`; in UTC on hover and focus. */
export function ExactTime({ at }: { at: string | null }) {
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
    <Tooltip label={utc} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at}>
        {formatExact(time)}
        <Text span inherit c="dimmed">
          {` ·\u00a0${formatRelative(time, now).replaceAll(' ', '\u00a0')}`}
        </Text>
      </time>
    </Tooltip>
  )
}
