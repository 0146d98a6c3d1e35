import { Tooltip } from '@mantine/core'
import { formatNumber } from '../../shared/format.ts'
import { mayReadRawData } from '../../shared/may-read-raw-data.ts'
import type { Session } from '../../shared/session.ts'
import { useRejectedCount } from '../../shared/use-rejected-count.ts'
import classes from './rejected-badge.module.css'
import { useBadgeTexts } from './rejected-badge.texts.ts'

/** Exact up to here. */
const MOST = 10_000

/** How many rejected events wait, with a dot where one came in the last hour; for those who may see them. */
export function RejectedBadge({ session }: { session: Session }) {
  const text = useBadgeTexts()
  const { role } = session.user
  const count = useRejectedCount(mayReadRawData(role))
  if (count === null || count.waiting === 0) return null
  const { waiting, isRecent } = count
  const shown = waiting > MOST ? `${formatNumber(MOST)}+` : formatNumber(waiting)
  // No part of the words of the link that it stands in: that keeps its name.
  return (
    <Tooltip label={text(isRecent ? 'recent' : 'waiting', { count: waiting })} position="right">
      <span className={classes.badge} data-count={shown} data-recent={isRecent || undefined} />
    </Tooltip>
  )
}
