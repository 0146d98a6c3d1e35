import { Button, CloseButton, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { RepairFailed } from '../../shared/repairs/repair-result.tsx'
import { allowOrigin, disallowOrigin } from '../../shared/repairs/repairs.api.ts'
import { RoleButton } from '../../shared/role-button.tsx'
import { useRole } from '../../shared/use-role.ts'
import { listOrigins } from './list-origins.ts'
import { keysQuery } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import { originOf } from './site-origins.ts'

/** From where browsers may send with the public keys of a channel: one more, or one less. */
export function KeyOrigins({ channelId }: { channelId: string }) {
  const text = useSetupTexts()
  const client = useQueryClient()
  const role = useRole()
  const { data } = useQuery(keysQuery(channelId))
  const [address, setAddress] = useState('')
  const [removed, setRemoved] = useState<string | null>(null)
  const origins = listOrigins(data?.items ?? [])
  const origin = originOf(address)
  const isWrong = address.trim() !== '' && origin === null
  const showKeys = () => client.invalidateQueries({ queryKey: ['api-keys'] })
  const allow = useMutation({
    mutationFn: (added: string) => allowOrigin({ channelId, api: 'sitecore', origin: added }),
    onSuccess: async () => {
      setAddress('')
      setRemoved(null)
      await showKeys()
    },
  })
  const disallow = useMutation({
    mutationFn: (listed: string) => disallowOrigin({ channelId, api: 'sitecore', origin: listed }),
    onSuccess: async (_, listed) => {
      setRemoved(listed)
      await showKeys()
    },
  })
  const error = allow.error ?? disallow.error

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (origin !== null) allow.mutate(origin)
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={4} align="flex-start">
        <Text size="sm" fw={500}>
          {text('origins')}
        </Text>
        {data !== undefined && origins.length === 0 && (
          <Text size="xs" c="dimmed">
            {text('originsHint')}
          </Text>
        )}
        <Group gap="xs">
          {origins.map(({ origin: listed, onlyWith }) => (
            <Group key={listed} gap={4} wrap="nowrap">
              <Code>{listed === '*' ? text('everyOrigin') : listed}</Code>
              {onlyWith.length > 0 && (
                <Text size="xs" c="dimmed">
                  {text('onlyWith', { count: onlyWith.length, keys: onlyWith.join(', ') })}
                </Text>
              )}
              {listed !== '*' && role === 'admin' && (
                <CloseButton
                  size="sm"
                  aria-label={text('disallowOrigin', { origin: listed })}
                  disabled={disallow.isPending}
                  onClick={() => disallow.mutate(listed)}
                />
              )}
            </Group>
          ))}
        </Group>
        {removed !== null && (
          <Group gap="xs" role="status">
            <Text size="sm">{text('disallowed', { origin: removed })}</Text>
            <Button
              size="compact-xs"
              variant="default"
              loading={allow.isPending}
              onClick={() => allow.mutate(removed)}
            >
              {text('undo')}
            </Button>
          </Group>
        )}
        <Group gap="xs" align="flex-start" mt={4}>
          <TextInput
            size="xs"
            w={280}
            maw="100%"
            aria-label={text('anotherOrigin')}
            placeholder={text('addressPlaceholder')}
            value={address}
            maxLength={300}
            error={isWrong ? text('addressWrong') : undefined}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <RoleButton
            roles={['admin']}
            type="submit"
            size="xs"
            variant="default"
            disabled={origin === null}
            loading={allow.isPending}
            onClick={() => {}}
          >
            {text('allowOrigin')}
          </RoleButton>
        </Group>
        {error !== null && <RepairFailed error={error} />}
      </Stack>
    </form>
  )
}
