import { Alert, Code, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import { RepairFailed } from '../../shared/repairs/repair-result.tsx'
import { RoleButton } from '../../shared/role-button.tsx'
import type { KnownKeys } from './fill-in.ts'
import { KeyOrigins } from './key-origins.tsx'
import { type Access, makeKey, type SetUpChannel } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'

/** What apps of this channel send with; keys are made on the spot. */
export function KeysStep({
  channel,
  keys,
  onSecret,
}: {
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  return (
    <Stack gap="lg">
      <KeyRow label={text('sitecoreKey')} hint={text('sitecoreKeyHint')} value={keys.sitecoreKey}>
        <MakeKey channel={channel} access="sitecore" label={text('makeKey')} onSecret={onSecret} />
      </KeyRow>
      {keys.sitecoreKey !== null && <KeyOrigins channelId={channel.id} />}
      <KeyRow label={text('xperienceKey')} hint={text('xperienceKeyHint')} value={keys.xperienceKey}>
        <Text size="sm">{text(channel.hasTrackingKey ? 'secretElsewhere' : 'secretNone')}</Text>
        <MakeKey channel={channel} access="tracking" label={text('makeKeyForPage')} onSecret={onSecret} />
      </KeyRow>
      {keys.xperienceKey !== null && (
        <Alert color="yellow" variant="light">
          {text('secretOnce')}
        </Alert>
      )}
      <KeyRow label={text('channelId')} hint={text('channelIdHint')} value={channel.id} />
    </Stack>
  )
}

function KeyRow({
  label,
  hint,
  value,
  children,
}: {
  label: string
  hint: string
  value: string | null
  children?: ReactNode
}) {
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {hint}
      </Text>
      {value === null ? (
        children
      ) : (
        <Group gap={4} wrap="nowrap">
          <Code>{value}</Code>
          <CopyButton value={value} name={label} />
        </Group>
      )}
    </Stack>
  )
}

/** Makes a key for the channel. The secret of one that is a secret goes to the page, which forgets it when it is left. */
export function MakeKey({
  channel,
  access,
  label,
  onSecret,
}: {
  channel: SetUpChannel
  access: Access
  label: string
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const client = useQueryClient()
  const make = useMutation({
    mutationFn: () => {
      const time = new Date().toISOString().slice(0, 19).replace('T', ' ')
      return makeKey({ channelId: channel.id, name: text(`keyName_${access}`, { time }), access })
    },
    onSuccess: async ({ secret }) => {
      if (secret !== null) onSecret(secret)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['setup'] }),
        client.invalidateQueries({ queryKey: ['api-keys'] }),
      ])
    },
  })
  return (
    <>
      <RoleButton roles={['admin']} size="xs" loading={make.isPending} onClick={() => make.mutate()}>
        {label}
      </RoleButton>
      {make.error !== null && <RepairFailed error={make.error} />}
    </>
  )
}
