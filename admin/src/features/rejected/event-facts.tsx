import { Code, Group, Paper, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RejectedEventDetail } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { formatNumber } from '../../shared/format.ts'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { EventContact } from './events-table.tsx'
import classes from './rejected.module.css'
import { useRejectedTexts } from './rejected.texts.ts'
import { StateWord } from './state-word.tsx'

/** Who sent it, when, and by which way. */
export function EventFacts({ event }: { event: RejectedEventDetail }) {
  const text = useRejectedTexts()
  const channelNames = useChannelNames()
  const { client } = event
  return (
    <Paper withBorder p="md">
      <dl className={classes.facts}>
        <Fact name={text('factState')}>
          <StateWord state={event.state} />
          {event.state === 'waiting' && (
            <Text size="xs" c="dimmed">
              {text('nextTry')}
            </Text>
          )}
          {event.settledAt !== null && (
            <Text size="xs" c="dimmed" component="div">
              {text('settledBy', { who: event.settledBy ?? '' })} <TimeAgo at={event.settledAt} />
            </Text>
          )}
        </Fact>
        {event.lastTriedAt !== null && (
          <Fact name={text('attempts')}>
            {formatNumber(event.attempts)}
            <Text size="xs" c="dimmed" component="div">
              {text('lastTried')} <TimeAgo at={event.lastTriedAt} />
            </Text>
          </Fact>
        )}
        <Fact name={text('factReceived')}>
          <TimeAgo at={event.receivedAt} />
          {event.notReplayable === null && (
            <Text size="xs" c="dimmed">
              {text('factKeepsTime')}
            </Text>
          )}
        </Fact>
        <Fact name={text('channel')}>{channelNames.get(event.channelId ?? '') ?? text('noChannel')}</Fact>
        <Fact name={text('factKey')}>{event.apiKey ?? text('deletedKey')}</Fact>
        <Fact name={text('factEndpoint')}>
          {text(`api_${event.api}`)} {event.endpoint !== null && <Code>{event.endpoint}</Code>}
        </Fact>
        {event.requestId !== null && (
          <Fact name={text('factRequest')}>
            <Group gap={4}>
              <Link to="/live/$requestId" params={{ requestId: event.requestId }} className={classes.name}>
                <Code>{event.requestId}</Code>
              </Link>
              <CopyButton value={event.requestId} name={text('factRequest')} />
            </Group>
          </Fact>
        )}
        <Fact name={text('factContact')}>
          <EventContact item={event} />
        </Fact>
        {client?.userAgent != null && <Fact name={text('factClient')}>{client.userAgent}</Fact>}
        {client?.referrer != null && <Fact name={text('factReferrer')}>{client.referrer}</Fact>}
      </dl>
    </Paper>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
