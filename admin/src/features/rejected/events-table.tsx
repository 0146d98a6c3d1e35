import { Badge, Table, Text, Tooltip } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import type { RejectedEventView } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { ContactName } from '../../shared/contact-name.tsx'
import { useRowKeys } from '../../shared/list/use-row-keys.ts'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { nameCause } from './cause-name.ts'
import classes from './rejected.module.css'
import { useRejectedTexts } from './rejected.texts.ts'
import { StateWord } from './state-word.tsx'

/** Rejected events one by one; each row leads to its page. */
export function EventsTable({ items }: { items: readonly RejectedEventView[] }) {
  const text = useRejectedTexts()
  const channelNames = useChannelNames()
  const navigate = useNavigate()
  const open = (id: string) => void navigate({ to: '/live/rejected/$id', params: { id } })
  useRowKeys(items.map(({ id }) => id))
  const openRow = (event: MouseEvent, id: string) => {
    if ((event.target as Element).closest('a, button') !== null) return
    if (window.getSelection()?.isCollapsed ?? true) open(id)
  }
  return (
    <div className={classes.frame}>
      <Table aria-label={text('eventsLabel')} className={classes.events} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('time')}</Table.Th>
            <Table.Th>{text('kind')}</Table.Th>
            <Table.Th>{text('cause')}</Table.Th>
            <Table.Th>{text('channel')}</Table.Th>
            <Table.Th>{text('contact')}</Table.Th>
            <Table.Th className={classes.number}>{text('attempts')}</Table.Th>
            <Table.Th>{text('state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id} data-row={item.id} onClick={(event) => openRow(event, item.id)}>
              <Table.Td className={classes.time}>
                <Link to="/live/rejected/$id" params={{ id: item.id }} className={classes.name}>
                  <TimeAgo at={item.receivedAt} />
                </Link>
              </Table.Td>
              <Table.Td>
                {item.sent === 'body' || item.sent === null
                  ? text('wholeRequest')
                  : item.sent === 'query'
                    ? text('queryKind')
                    : (item.kind ?? text('unknownKind'))}
              </Table.Td>
              <Table.Td className={classes.cause}>
                {nameCause(text, item.code, item.subject)}
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {item.lastMessage ?? item.message}
                </Text>
              </Table.Td>
              <Table.Td className={classes.channel}>
                {channelNames.get(item.channelId ?? '') ?? text('noChannel')}
              </Table.Td>
              <Table.Td className={classes.contact}>
                <EventContact item={item} />
              </Table.Td>
              <Table.Td className={classes.number} data-label={text('attempts')}>
                {item.attempts}
                {item.lastTriedAt !== null && (
                  <Text size="xs" c="dimmed" component="div">
                    {text('lastTried')} <TimeAgo at={item.lastTriedAt} />
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <StateWord state={item.state} />
                {item.probablyDone !== null && (
                  <Tooltip label={text(`done_${item.probablyDone}`)} multiline maw={300}>
                    <Badge variant="outline" color="gray" size="sm" tt="none" fw={500} tabIndex={0}>
                      {text('probablyDone')}
                    </Badge>
                  </Tooltip>
                )}
                {(item.state === 'waiting' || item.state === 'unreplayable') && (
                  <Text size="xs" c="dimmed">
                    {text(item.state === 'waiting' ? 'nextTry' : 'notReplayable')}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** Whose it is, where it is somebody's: of a request that was refused as a whole nobody is made. */
export function EventContact({ item: { contact } }: { item: Pick<RejectedEventView, 'contact'> }) {
  const text = useRejectedTexts()
  if (contact === null)
    return (
      <Text span size="sm" c="dimmed">
        {text('noContact')}
      </Text>
    )
  return (
    <Link to="/contacts/$id" params={{ id: contact.id }} className={classes.name}>
      <ContactName contact={contact} />
    </Link>
  )
}
