import { Text } from '@mantine/core'
import { MomentTime } from './moment-time.tsx'

/** Where the moment itself is what one came for, `Nov 13, 2026, 2:21:25 PM · 9 days ago`; in UTC on hover and focus. */
export function ExactTime({ at }: { at: string | null }) {
  return (
    <MomentTime
      at={at}
      say={({ exact, relative, utc }) => ({
        more: utc,
        words: (
          <>
            {exact}
            <Text span inherit c="dimmed">
              {` ·\u00a0${relative.replaceAll(' ', '\u00a0')}`}
            </Text>
          </>
        ),
      })}
    />
  )
}
