import type { RejectedEventDetail } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { useRejectedEventTexts } from './rejected-event.texts.ts'

/** Who changed what was sent, and when; nothing where nobody did. */
export function CorrectedBy({ event }: { event: RejectedEventDetail }) {
  const text = useRejectedEventTexts()
  if (event.correctedAt === null) return null
  return (
    <div>
      {text('correctedBy', { who: event.correctedBy ?? '' })} <TimeAgo at={event.correctedAt} />
    </div>
  )
}
