import { ExactTime } from '../../../shared/exact-time.tsx'
import { formatDuration, formatNumber } from '../../../shared/format.ts'
import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import { Facts } from '../facts.tsx'
import { describeDevice, locate } from '../place.ts'
import type { Visit } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'

/** What is known of a visit as a whole. */
export function VisitFacts({ visit, address }: { visit: Visit; address?: string | null }) {
  const text = useProfileTexts()
  const unknown = text('unknown')
  return (
    <Facts
      facts={[
        [text('started'), <ExactTime key="started" at={visit.startedAt} />],
        [
          text('duration'),
          visit.open
            ? text('durationOpen', { duration: formatDuration(visit.durationMs) })
            : formatDuration(visit.durationMs),
        ],
        [text('pages'), formatNumber(visit.pageViews)],
        [text('activitiesInVisit'), formatNumber(visit.activityCount)],
        [text('value'), formatNumber(visit.points)],
        [text('endedBy'), text(visit.endedBy === null ? 'stillOpen' : `endedBy_${visit.endedBy}`)],
        [
          text('entryPage'),
          visit.landingUrl === null ? text('none') : <VisitorUrl url={visit.landingUrl} isShort />,
        ],
        [
          text(visit.open ? 'latestPage' : 'exitPage'),
          visit.exitUrl === null ? text('none') : <VisitorUrl url={visit.exitUrl} isShort />,
        ],
        [text('referrer'), visit.referrer === null ? text('none') : <VisitorUrl url={visit.referrer} />],
        [text('trafficChannel'), <bdi key="traffic">{visit.trafficChannel}</bdi>],
        visit.campaignId === null
          ? null
          : [text('campaign'), <bdi key="campaign">{visit.campaignName ?? text('deleted')}</bdi>],
        [text('channel'), <bdi key="channel">{visit.channelName ?? unknown}</bdi>],
        [text('device'), <bdi key="device">{describeDevice(visit.device) ?? unknown}</bdi>],
        [text('place'), locate(visit.location) ?? unknown],
        address == null ? null : [text('address'), address],
      ]}
    />
  )
}
