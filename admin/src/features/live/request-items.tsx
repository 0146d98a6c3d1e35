import { Code, Group, Text } from '@mantine/core'
import { findRepair } from '../../shared/repairs/find-repair.ts'
import { RepairAction } from '../../shared/repairs/repair.tsx'
import type { LiveItem, LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { VerdictLabel } from './verdict-label.tsx'

/** What became of each event of a request. */
export function RequestItems({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { list, items } = request
  if (list.length === 0) return <Text c="dimmed">{text(isUnread(request) ? 'itemsUnread' : 'noItems')}</Text>
  return (
    <>
      <ol className={classes.items} aria-label={text('tab_items')}>
        {list.map((item) => (
          <Item key={item.index} item={item} request={request} />
        ))}
      </ol>
      {list.length < items && (
        <Text size="sm" c="dimmed" mt="xs">
          {text('moreItems', { shown: list.length, items })}
        </Text>
      )}
    </>
  )
}

/** Refused by its key or its origin, before anybody looked at what it holds. Its preflight holds nothing. */
function isUnread({ body, endpoint, method, verdict }: LiveRequestDetails): boolean {
  const isForEvents = endpoint === 'event' || endpoint === 'activities'
  return isForEvents && method === 'POST' && verdict === 'refused' && body.text === null
}

function Item({ item, request }: { item: LiveItem; request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { index, type, name, processor, verdict, code, message, field } = item
  const isTaken = verdict === 'accepted'
  const repair = findRepair({
    api: request.api,
    code,
    channelId: request.channelId,
    origin: null,
    name: name ?? (code === 'unknown_type' ? type : null),
  })
  return (
    <li className={classes.item} data-verdict={verdict}>
      <Group gap="sm" justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <span className={classes.index}>{index}</span>
          <Text fw={500} size="sm">
            <bdi>
              {type === null
                ? text('unreadItem', { index })
                : text('itemNamed', { type, name: name === null ? '' : name })}
            </bdi>
          </Text>
        </Group>
        <VerdictLabel verdict={verdict} />
      </Group>
      <Group gap="xs" mt={4} ms={34}>
        {processor !== null && (
          <Text size="xs" c="dimmed">
            {text(isTaken ? 'byProcessor' : 'refusedByProcessor', { processor })}
          </Text>
        )}
        {code !== null && <Code>{code}</Code>}
        {field !== null && <span className={classes.fault}>{text('atFault', { field })}</span>}
      </Group>
      {message !== null && (
        <Text size="sm" mt={4} ms={34}>
          <bdi>{message}</bdi>
        </Text>
      )}
      {repair !== null && (
        <Group mt="xs" ms={34}>
          <RepairAction repair={repair} />
        </Group>
      )}
    </li>
  )
}
