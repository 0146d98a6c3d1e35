import { Text, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatExact, formatRelative } from './format.ts'
import { useSharedTexts } from './shared.texts.ts'
import { useNowSince } from './use-now.ts'

/** A moment in words, and what hover and focus add to them; `Never` where there was none. */
export function MomentTime({
  at,
  say,
}: {
  at: string | null
  say: (moment: { exact: string; relative: string; utc: string }) => { words: ReactNode; more: string }
}) {
  const text = useSharedTexts()
  const now = useNowSince(at === null ? 0 : Date.parse(at))
  if (at === null)
    return (
      <Text span inherit c="dimmed">
        {text('neverHappened')}
      </Text>
    )
  const time = Date.parse(at)
  const utc = text('utc', { time: at.replace('T', ' ').replace(/(\.\d+)?Z$/, '') })
  const { words, more } = say({ exact: formatExact(time), relative: formatRelative(time, now), utc })
  return (
    <Tooltip label={more} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at}>{words}</time>
    </Tooltip>
  )
}
