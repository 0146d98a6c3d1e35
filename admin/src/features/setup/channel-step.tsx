import { Box, Checkbox, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { RepairFailed } from '../../shared/repairs/repair-result.tsx'
import { RoleButton } from '../../shared/role-button.tsx'
import { KeyOrigins } from './key-origins.tsx'
import { createChannel, makeKey, renameChannel, type SetUpChannel } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import { LOCAL_ORIGIN, originOf } from './site-origins.ts'

const NEW = 'new'

/** Names the channel, and says from where browsers may send. A new one gets its Sitecore key at once, which lists that. */
export function ChannelStep({
  channels,
  channel,
  onChoose,
  onSaved,
}: {
  channels: readonly SetUpChannel[]
  /** Null: one is to be made. */
  channel: SetUpChannel | null
  onChoose: (id: string | null) => void
  onSaved: (id: string) => void
}) {
  const text = useSetupTexts()
  const client = useQueryClient()
  const [name, setName] = useState(channel?.name ?? '')
  const [address, setAddress] = useState('')
  const [allowsLocal, setAllowsLocal] = useState(true)
  const site = originOf(address)
  const isWrong = address.trim() !== '' && site === null
  const origins = [...(site === null ? [] : [site]), ...(allowsLocal ? [LOCAL_ORIGIN] : [])]

  const save = useMutation({
    mutationFn: async () => {
      if (channel === null) {
        const { id } = await createChannel(name.trim())
        await makeKey({ channelId: id, name: 'web', access: 'sitecore', corsOrigins: origins })
        return id
      }
      if (name.trim() !== channel.name) await renameChannel(channel.id, name.trim())
      return channel.id
    },
    onSuccess: async (id) => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
      onSaved(id)
    },
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() !== '' && !isWrong) save.mutate()
  }

  return (
    <>
      <form onSubmit={submit}>
        <Stack gap="md" maw={480} align="flex-start">
          {channels.length > 0 && (
            <Select
              w="100%"
              label={text('channel')}
              value={channel?.id ?? NEW}
              allowDeselect={false}
              data={[
                ...channels.map(({ id, name }) => ({ value: id, label: name })),
                { value: NEW, label: text('newChannel') },
              ]}
              onChange={(value) => onChoose(value === NEW ? null : value)}
            />
          )}
          <TextInput
            w="100%"
            label={text('name')}
            placeholder={text('namePlaceholder')}
            value={name}
            maxLength={200}
            required
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {channel === null && (
            <>
              <TextInput
                w="100%"
                label={text('address')}
                description={text('addressHint')}
                placeholder={text('addressPlaceholder')}
                value={address}
                maxLength={300}
                error={isWrong ? text('addressWrong') : undefined}
                onChange={(event) => setAddress(event.currentTarget.value)}
              />
              <Stack gap={6}>
                <Text size="sm" fw={500}>
                  {text('origins')}
                </Text>
                {site !== null && <Checkbox checked readOnly label={site} />}
                <Checkbox
                  checked={allowsLocal}
                  label={LOCAL_ORIGIN}
                  onChange={(event) => setAllowsLocal(event.currentTarget.checked)}
                />
                <Text size="xs" c="dimmed">
                  {text('originsHint')}
                </Text>
              </Stack>
            </>
          )}
          {save.error !== null && <RepairFailed error={save.error} />}
          <RoleButton roles={['admin']} type="submit" loading={save.isPending} onClick={() => {}}>
            {text(channel === null ? 'makeChannel' : 'saveChannel')}
          </RoleButton>
        </Stack>
      </form>
      {channel?.hasSitecoreKey === true && (
        <Box mt="lg">
          <KeyOrigins channelId={channel.id} />
        </Box>
      )}
    </>
  )
}
