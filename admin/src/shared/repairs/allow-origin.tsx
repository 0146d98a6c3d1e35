import { Button, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RoleButton } from '../role-button.tsx'
import { RepairDone, RepairFailed } from './repair-result.tsx'
import { allowOrigin, disallowOrigin, type OriginOfChannel } from './repairs.api.ts'
import { useRepairTexts } from './repairs.texts.ts'

/** Lets pages of an origin send to a channel, where one of them was refused; whoever pressed by mistake takes it back. */
export function AllowOrigin({ onDone, ...wanted }: OriginOfChannel & { onDone?: () => void }) {
  const text = useRepairTexts()
  const client = useQueryClient()
  const showKeys = () => client.invalidateQueries({ queryKey: ['api-keys'] })
  const repair = useMutation({
    mutationFn: () => allowOrigin(wanted),
    onSuccess: async () => {
      await showKeys()
      onDone?.()
    },
  })
  const undo = useMutation({
    mutationFn: () => disallowOrigin(wanted),
    onSuccess: async () => {
      await showKeys()
      repair.reset()
    },
  })
  const error = repair.error ?? undo.error
  return (
    <Stack gap="xs" align="flex-start">
      {repair.data === undefined ? (
        <RoleButton roles={['admin']} size="xs" loading={repair.isPending} onClick={() => repair.mutate()}>
          {text('allow', { origin: wanted.origin })}
        </RoleButton>
      ) : (
        <>
          <RepairDone>
            {text('allowed', { origin: repair.data.origin })}{' '}
            {text('allowedHere', { places: repair.data.places.join(', ') })}
          </RepairDone>
          {repair.data.changed && (
            <Button
              size="compact-xs"
              variant="default"
              loading={undo.isPending}
              onClick={() => undo.mutate()}
            >
              {text('undo')}
            </Button>
          )}
        </>
      )}
      {error !== null && <RepairFailed error={error} />}
    </Stack>
  )
}
