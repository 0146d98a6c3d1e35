import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isKept } from '../../shared/kept-request.ts'
import { mayReadRawData } from '../../shared/may-read-raw-data.ts'
import { findRepair } from '../../shared/repairs/find-repair.ts'
import { RepairAction } from '../../shared/repairs/repair.tsx'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { useRole } from '../../shared/use-role.ts'
import { listCauses } from './describe-items.ts'
import type { KnownKeys } from './fill-in.ts'
import { KeyRemedy, lacksKey } from './key-remedy.tsx'
import { type LiveRequest, type LiveRequestDetails, requestQuery, type SetUpChannel } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import type { Trouble } from './sighting.ts'
import classes from './waiting.module.css'

const MOST_CAUSES = 5

/** A request came and nothing, or not all of it, was stored: why, and the repair where there is one. */
export function RefusedPanel({
  trouble: { request, count },
  channel,
  keys,
  onSecret,
}: {
  trouble: Trouble
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const channelId = channel.id
  const text = useSetupTexts()
  const role = useRole()
  // The next one of the same cause takes its place.
  const { data } = useQuery({ ...requestQuery(request.id), placeholderData: keepPreviousData })
  const causes = listCauses(data?.list ?? [])
  const { api, code, origin, message } = request
  const repair = findRepair({ api, code, origin, channelId: request.channelId ?? channelId, name: null })
  const endpoint = request.endpoint === 'other' ? pathOf(data?.url ?? '') : request.endpoint
  const facts = [
    text('request', { method: request.method, endpoint }),
    request.status,
    code,
    origin && text('from', { origin }),
  ]
  return (
    <div className={`${classes.panel} ${classes.refused}`}>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <IconAlertCircle color="var(--verdict-refused)" aria-hidden />
          <Text fw={600}>{text(titleOf(request))}</Text>
        </Group>
        {causes.length === 0 && (
          <Text size="sm" className={classes.sentence}>
            {isMissingVariable(request) ? text('missingVariable', { sent: request.sentKey ?? '' }) : message}
          </Text>
        )}
        <Text size="xs" c="dimmed" className={classes.sentence}>
          {facts.filter((fact) => fact !== null).join(' · ')}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {count > 1 && `${text('times', { count })} `}
          <TimeAgo at={request.at} />
        </Text>
        {lacksKey(request) && <KeyRemedy api={api} channel={channel} keys={keys} onSecret={onSecret} />}
        {repair !== null && <RepairAction repair={repair} />}
        {causes.slice(0, MOST_CAUSES).map((item) => (
          <Cause key={item.index} item={item} request={request} channelId={channelId} />
        ))}
        {causes.length > MOST_CAUSES && (
          <Text size="sm">{text('moreRefused', { count: causes.length - MOST_CAUSES })}</Text>
        )}
        {isKept(request) && mayReadRawData(role) && (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/live/rejected" search={{ view: 'events', request: request.id }} {...props} />
            )}
          >
            {text(isReplayable(request, data) ? 'seeRejected' : 'seeKept')}
          </Anchor>
        )}
      </Stack>
    </div>
  )
}

function Cause({
  item,
  request,
  channelId,
}: {
  item: LiveRequestDetails['list'][number]
  request: LiveRequest
  channelId: string
}) {
  const { api, origin } = request
  const repair = findRepair({
    api,
    code: item.code,
    name: item.name,
    origin,
    channelId: request.channelId ?? channelId,
  })
  return (
    <Stack gap={6}>
      <Text size="sm">{item.message}</Text>
      {repair !== null && <RepairAction repair={repair} />}
    </Stack>
  )
}

/** Items of a batch can be, and a whole one of which the body was kept. */
function isReplayable({ endpoint, verdict }: LiveRequest, details: LiveRequestDetails | undefined): boolean {
  if (verdict === 'partly_accepted') return true
  if (endpoint !== 'event' && endpoint !== 'activities') return false
  return details !== undefined && details.body.text !== null && !details.body.isCut
}

function isMissingVariable({ code, sentKey }: LiveRequest): boolean {
  return code === 'invalid_api_key' && /^(?:undefined|null)$/i.test(sentKey ?? '')
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}

const titles = {
  failed: 'failedTitle',
  withheld: 'withheldTitle',
  filtered: 'filteredTitle',
  partly_accepted: 'partlyTitle',
} as const

function titleOf({ verdict, code }: LiveRequest) {
  if (code === 'no_events') return 'emptyTitle'
  return verdict in titles ? titles[verdict as keyof typeof titles] : 'refusedTitle'
}
