import { Stack, Text } from '@mantine/core'
import ConfirmDialog from '../../shared/confirm-dialog.tsx'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'
import type { BulkReplay } from './use-bulk-replay.tsx'

/** Says what a replay of many will do, before it does. */
export default function ReplayDialog({
  plan: { count, cause, channelIds, renaming },
  onConfirm,
  onClose,
}: {
  plan: BulkReplay
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) {
  const text = useRejectedTexts()
  const channelNames = useChannelNames()
  const channels = channelIds.map((id) => channelNames.get(id ?? '') ?? text('noChannel'))
  return (
    <ConfirmDialog
      isPlain
      title={text('replayTitle')}
      verb={text('replayVerb', { count })}
      consequences={
        <Stack gap="xs">
          <Text size="sm">{text('replayWhat', { count, cause })}</Text>
          <Text size="sm">
            {text('replayChannels', { count: channels.length, channels: channels.join(', ') })}
          </Text>
          {renaming !== undefined && <Text size="sm">{text('replayRenaming', renaming)}</Text>}
          <Text size="sm" c="dimmed">
            {text('replayStays')}
          </Text>
        </Stack>
      }
      onConfirm={onConfirm}
      onClose={onClose}
    />
  )
}
