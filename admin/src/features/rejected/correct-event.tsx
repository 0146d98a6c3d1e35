import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  RejectedEventDetail,
  ReplayResult,
} from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { CorrectedBy } from './corrected-by.tsx'
import { tidyJson } from './diff-lines.ts'
import { DiffView } from './diff-view.tsx'
import { DiscardEvent } from './discard-event.tsx'
import { PayloadEditor } from './payload-editor.tsx'
import { replayEvent } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'

/** What was sent in an editor, to be replayed as it is or corrected, or given up. */
export function CorrectEvent({
  event,
  payload,
  typed,
  onTyped,
  onResult,
}: {
  event: RejectedEventDetail
  payload: string
  /** What stands in the editor. */
  typed: string
  onTyped: (typed: string) => void
  onResult: (result: ReplayResult | null) => void
}) {
  const text = useRejectedTexts()
  const client = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const isAsSent = typed === tidyJson(payload)

  async function replay(): Promise<void> {
    setIsBusy(true)
    onResult(null)
    try {
      // As it was sent, byte for byte, where nothing was changed.
      onResult(await replayEvent(event.id, isAsSent ? payload : typed))
    } catch (error) {
      notifications.show({ color: 'red', message: (error as Error).message, autoClose: false })
    }
    setIsBusy(false)
    await client.invalidateQueries({ queryKey: ['rejected'] })
  }

  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="md">
        <Title order={2} size="h3">
          {text('editTitle')}
        </Title>
        <div>
          <PayloadEditor
            value={typed}
            schema={event.schema}
            hint={text(`editHint_${event.sent ?? 'item'}`)}
            onChange={onTyped}
          />
        </div>
        {!isAsSent && <DiffView before={payload} after={typed} />}
        <Text size="xs" c="dimmed" component="div">
          {text('editKept')}
          <CorrectedBy event={event} />
        </Text>
        <Group justify="space-between">
          <Group gap="xs">
            <Button
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              loading={isBusy}
              onClick={() => void replay()}
            >
              {text(isAsSent ? 'replay' : 'replayCorrected')}
            </Button>
            {!isAsSent && (
              <Button variant="default" onClick={() => onTyped(tidyJson(payload))}>
                {text('revert')}
              </Button>
            )}
          </Group>
          <DiscardEvent id={event.id} />
        </Group>
      </Stack>
    </Paper>
  )
}
