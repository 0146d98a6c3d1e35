import type { ListedActivity } from '../profile.api.ts'

/** One line of the feed: the head of a day, that of a visit, or an activity. */
export type FeedRow =
  | { readonly type: 'day'; readonly key: string; readonly day: string; readonly at: number }
  | {
      readonly type: 'visit'
      readonly key: string
      readonly visitId: string
      readonly visit: ListedActivity['visit']
      readonly channelId: ListedActivity['channelId']
    }
  | { readonly type: 'activity'; readonly key: string; readonly activity: ListedActivity }

/**
 * Lays activities, newest first, out under their days, in the zone of the viewer, and within those under their visits.
 * `dayOf` names the day of a moment.
 */
export function listFeedRows(
  activities: readonly ListedActivity[],
  dayOf: (at: number) => string,
): FeedRow[] {
  const rows: FeedRow[] = []
  let day: string | null = null
  let visitId: string | null = null
  for (const activity of activities) {
    const at = Date.parse(activity.occurredAt)
    const itsDay = dayOf(at)
    if (itsDay !== day) {
      rows.push({ type: 'day', key: `day ${activity.id}`, day: itsDay, at })
      day = itsDay
      visitId = null
    }
    if (activity.visitId !== visitId) {
      rows.push({
        type: 'visit',
        key: `visit ${activity.id}`,
        visitId: activity.visitId,
        visit: activity.visit,
        channelId: activity.channelId,
      })
      visitId = activity.visitId
    }
    rows.push({ type: 'activity', key: activity.id, activity })
  }
  return rows
}
