import { Anchor, Badge, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ContactName, useContactName } from '../../shared/contact-name.tsx'
import { countryName } from '../../shared/countries.ts'
import { formatDuration, formatNumber } from '../../shared/format.ts'
import { isolate } from '../../shared/isolate.ts'
import type { ListColumn } from '../../shared/list/list-column.ts'
import { RoleButton } from '../../shared/role-button.tsx'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { shortenUrl } from '../../shared/shorten-url.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { useNow } from '../../shared/use-now.ts'
import { VisitorUrl } from '../../shared/visitor-url.tsx'
import type { LiveVisit } from './live.api.ts'
import { useLiveTexts } from './live.texts.ts'

/** What is shown of each visit; the first column leads to its contact. `isPlain`: without links, for cards that are one. */
export function useVisitColumns(
  onEnd: (visit: LiveVisit) => void,
  { isPlain }: { isPlain: boolean },
): readonly ListColumn<LiveVisit>[] {
  const text = useLiveTexts()
  const nameOf = useContactName()
  const channels = useChannelNames()
  const now = useNow()
  const none = text('none')
  const urlOf = (url: string) => (isPlain ? <bdi>{shortenUrl(url)}</bdi> : <VisitorUrl url={url} isShort />)
  return [
    {
      key: 'visitor',
      title: text('visitor'),
      width: 220,
      render: (visit) => (
        <Group gap={6} wrap="nowrap">
          <Anchor
            inherit
            miw={0}
            fw={visit.known ? 500 : 400}
            renderRoot={(props) => (
              <Link
                to="/contacts/$id"
                params={{ id: visit.contactId }}
                search={{ visit: visit.id } as object}
                {...props}
              />
            )}
          >
            <ContactName contact={{ id: visit.contactId, displayName: visit.contactName }} />
          </Anchor>
          {visit.robot && <RobotBadge />}
        </Group>
      ),
    },
    {
      key: 'page',
      title: text('page'),
      width: 130,
      render: ({ exitUrl }) => (exitUrl === null ? none : urlOf(exitUrl)),
    },
    {
      key: 'entry',
      title: text('entry'),
      width: 130,
      isOptional: true,
      render: ({ landingUrl }) => (landingUrl === null ? none : urlOf(landingUrl)),
    },
    {
      key: 'pages',
      title: text('pages'),
      width: 80,
      isNumeric: true,
      render: ({ pageViews }) => formatNumber(pageViews),
    },
    {
      key: 'points',
      title: text('points'),
      width: 80,
      isNumeric: true,
      render: ({ points }) => formatNumber(points),
    },
    {
      key: 'channel',
      title: text('channel'),
      width: 105,
      render: ({ channelId }) => (
        <bdi>{(channelId === null ? undefined : channels.get(channelId)) ?? none}</bdi>
      ),
    },
    {
      key: 'campaign',
      title: text('campaign'),
      width: 120,
      isOptional: true,
      render: ({ campaign }) => <bdi>{campaign ?? none}</bdi>,
    },
    { key: 'place', title: text('place'), width: 90, render: ({ location }) => placeOf(location) ?? none },
    { key: 'device', title: text('device'), width: 120, render: ({ device }) => deviceOf(device) ?? none },
    {
      key: 'started',
      title: text('started'),
      width: 110,
      render: ({ startedAt }) => <TimeAgo at={startedAt} />,
    },
    {
      key: 'idle',
      title: text('idle'),
      width: 80,
      isNumeric: true,
      render: ({ endedAt }) => formatDuration(roundIdle(now - Date.parse(endedAt))),
    },
    {
      key: 'end',
      title: text('end'),
      width: 116,
      render: (visit) => (
        <RoleButton
          roles={['admin', 'marketer']}
          variant="default"
          size="compact-xs"
          aria-label={text('endOf', {
            name: nameOf({ id: visit.contactId, displayName: visit.contactName }),
          })}
          onClick={() => onEnd(visit)}
        >
          {text('end')}
        </RoleButton>
      ),
    },
  ]
}

export function RobotBadge() {
  const text = useLiveTexts()
  return (
    <Badge variant="default" size="xs" tt="none">
      {text('robot')}
    </Badge>
  )
}

/** Beyond a minute nobody counts the seconds. */
function roundIdle(ms: number): number {
  return ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000
}

function placeOf(location: LiveVisit['location']): string | null {
  if (location === null) return null
  const { city, country } = location
  const parts = [city, country === null ? null : countryName(country)].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.map(isolate).join(', ')
}

function deviceOf(device: LiveVisit['device']): string | null {
  if (device === null) return null
  const parts = [device.browser, device.system].filter((part) => part !== null)
  return parts.length === 0 ? device.type : parts.join(', ')
}
