import { Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RoleButton } from '../role-button.tsx'
import { RepairDone, RepairFailed } from './repair-result.tsx'
import { allowOrigin } from './repairs.api.ts'
import { useRepairTexts } from './repairs.texts.ts'

/** Lets pages of an origin send to a channel, where one of them was refused. */
export function AllowOrigin({
  channelId,
  api,
  origin,
  onDone,
}: {
  channelId: string
  api: 'sitecore' | 'xperience'
  origin: string
  onDone?: () => void
}) {
  const text = useRepairTexts()
  const client = useQueryClient()
  const repair = useMutation({
    mutationFn: () => allowOrigin({ channelId, api, origin }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['api-keys'] })
      onDone?.()
    },
  })
  if (repair.data !== undefined)
    return (
      <RepairDone>
        {text('allowed', { origin: repair.data.origin })}{' '}
        {text('allowedHere', { places: repair.data.places.join(', ') })}
      </RepairDone>
    )
  return (
    <Stack gap="xs" align="flex-start">
      <RoleButton roles={['admin']} size="xs" loading={repair.isPending} onClick={() => repair.mutate()}>
        {text('allow', { origin })}
      </RoleButton>
      {repair.error !== null && <RepairFailed error={repair.error} />}
    </Stack>
  )
}
