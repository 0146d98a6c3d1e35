import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../../shared/format.ts'
import { describeItems } from './describe-items.ts'
import { type LiveRequest, requestQuery } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import classes from './waiting.module.css'

/** It worked: whose event it became, and what comes next. */
export function StoredPanel({ request, isFlushed }: { request: LiveRequest; isFlushed: boolean }) {
  const text = useSetupTexts()
  const { data } = useQuery(requestQuery(request.id))
  const what = describeItems(data?.list ?? [])
  return (
    <div className={`${classes.panel} ${classes.stored}`}>
      <Stack gap="sm" align="flex-start">
        <Group gap="xs" wrap="nowrap">
          <IconCircleCheck color="var(--verdict-accepted)" aria-hidden />
          <Text fw={600}>{what === '' ? text('storedPlain') : text('stored', { what })}</Text>
        </Group>
        {isFlushed && <Text size="sm">{text('flushed')}</Text>}
        {request.code === 'robot' && (
          <Text size="sm" c="dimmed">
            {text('storedRobot')}
          </Text>
        )}
        {request.contactId !== null && (
          <Button
            renderRoot={(props) => (
              <Link to="/contacts/$id" params={{ id: request.contactId ?? '' }} {...props} />
            )}
          >
            {text('seeContact')}
          </Button>
        )}
        <Group gap="md">
          <Text size="sm" c="dimmed">
            {text('next')}
          </Text>
          <Anchor href="/api/docs" size="sm" target="_blank">
            {text('next_identify')}
          </Anchor>
          <Anchor href="/api/docs" size="sm" target="_blank">
            {text('next_consent')}
          </Anchor>
          <Anchor size="sm" renderRoot={(props) => <Link to={'/live' as '/'} {...props} />}>
            {text('next_live')}
          </Anchor>
        </Group>
      </Stack>
    </div>
  )
}

/** Events came before this page was opened: nobody has to wait for a first one. */
export function StoredBefore({ channelId, day }: { channelId: string; day: string }) {
  const text = useSetupTexts()
  return (
    <div className={`${classes.panel} ${classes.stored}`}>
      <Stack gap="sm" align="flex-start">
        <Group gap="xs" wrap="nowrap">
          <IconCircleCheck color="var(--verdict-accepted)" aria-hidden />
          <Text fw={600}>{text('storedBefore', { day: formatDay(day) })}</Text>
        </Group>
        <Text size="sm">{text('storedBeforeHint')}</Text>
        <Group gap="md">
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/activities" search={{ channel: channelId }} {...props} />}
          >
            {text('seeActivities')}
          </Anchor>
          <Anchor size="sm" renderRoot={(props) => <Link to="/live" search={{}} {...props} />}>
            {text('next_live')}
          </Anchor>
        </Group>
      </Stack>
    </div>
  )
}
