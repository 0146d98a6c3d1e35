import { Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { RepairFailed } from '../../shared/repairs/repair-result.tsx'
import { allowOrigin } from '../../shared/repairs/repairs.api.ts'
import { RoleButton } from '../../shared/role-button.tsx'
import { useSetupTexts } from './setup.texts.ts'
import { originOf } from './site-origins.ts'

/** From where browsers may send with the public key, and one more. */
export function KeyOrigins({ channelId, origins }: { channelId: string; origins: readonly string[] }) {
  const text = useSetupTexts()
  const client = useQueryClient()
  const [address, setAddress] = useState('')
  const origin = originOf(address)
  const isWrong = address.trim() !== '' && origin === null
  const allow = useMutation({
    mutationFn: (added: string) => allowOrigin({ channelId, api: 'sitecore', origin: added }),
    onSuccess: async () => {
      setAddress('')
      await client.invalidateQueries({ queryKey: ['api-keys'] })
    },
  })

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
        {origins.length === 0 ? (
          <Text size="xs" c="dimmed">
            {text('originsHint')}
          </Text>
        ) : (
          <Group gap="xs">
            {origins.map((one) => (
              <Code key={one}>{one}</Code>
            ))}
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
        {allow.error !== null && <RepairFailed error={allow.error} />}
      </Stack>
    </form>
  )
}
