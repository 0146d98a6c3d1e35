import { Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { RepairFailed } from '../../shared/repairs/repair-result.tsx'
import { RoleButton } from '../../shared/role-button.tsx'
import { useRole } from '../../shared/use-role.ts'
import type { KnownKeys } from './fill-in.ts'
import { type SetUpChannel, sendTestEvent } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'

/** Has the server send an event to itself: what became of it shows where every other event shows. */
export function TestEventButtons({ channel, keys }: { channel: SetUpChannel; keys: KnownKeys }) {
  const text = useSetupTexts()
  const role = useRole()
  const mayNot = role !== undefined && role !== 'admin'
  const { sitecoreKey, xperienceKey } = keys
  const send = useMutation({
    mutationFn: (style: 'sitecore' | 'xperience') => {
      const key = style === 'sitecore' ? sitecoreKey : xperienceKey
      return sendTestEvent({ channelId: channel.id, style, ...(key !== null && { key }) })
    },
  })
  const refused = send.data?.accepted === false ? send.data.requests.at(-1) : undefined
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {text('testTitle')}
      </Text>
      <Group gap="xs">
        <RoleButton
          roles={['admin']}
          size="sm"
          disabled={sitecoreKey === null}
          loading={send.isPending && send.variables === 'sitecore'}
          onClick={() => send.mutate('sitecore')}
        >
          {text('testSitecore')}
        </RoleButton>
        <RoleButton
          roles={['admin']}
          size="sm"
          variant="default"
          disabled={xperienceKey === null}
          loading={send.isPending && send.variables === 'xperience'}
          onClick={() => send.mutate('xperience')}
        >
          {text('testXperience')}
        </RoleButton>
      </Group>
      {mayNot && (
        <Text size="xs" c="dimmed">
          {text('testNeedsAdmin')}
        </Text>
      )}
      {!mayNot && xperienceKey === null && (
        <Text size="xs" c="dimmed">
          {text('testNeedsKey')}
        </Text>
      )}
      {refused !== undefined && (
        <Text size="sm" c="var(--verdict-refused)" role="alert">
          {text('testRefused', { status: refused.status, reply: refused.reply })}
        </Text>
      )}
      {send.error !== null && <RepairFailed error={send.error} />}
    </Stack>
  )
}
