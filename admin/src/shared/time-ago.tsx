import { MomentTime } from './moment-time.tsx'

/** `3 hr. ago`, and exactly when on hover and focus: in the viewer's zone and in UTC. */
export function TimeAgo({ at }: { at: string | null }) {
  return (
    <MomentTime
      at={at}
      say={({ exact, relative, utc }) => ({ words: relative, more: `${exact} · ${utc}` })}
    />
  )
}
