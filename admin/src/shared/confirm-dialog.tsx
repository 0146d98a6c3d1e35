import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useSharedTexts } from './shared.texts.ts'
import { useFocusReturn } from './use-focus-return.ts'

/**
 * Asks before something that is not easily taken back: what follows, and a verb on the button. Cancel has the focus. Load it when it
 * is needed (`lazy(() => import('…/confirm-dialog.tsx'))`): dialogs are no part of the first load.
 */
export default function ConfirmDialog({
  title,
  consequences,
  verb,
  isPlain = false,
  onConfirm,
  onClose,
}: {
  title: string
  consequences: ReactNode
  verb: string
  /** Nothing is lost by it. */
  isPlain?: boolean
  /** What it rejects with is shown, and the dialog stays. */
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) {
  const text = useSharedTexts()
  useFocusReturn()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function confirm(): Promise<void> {
    setIsBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setIsBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': text('close') }} title={title} centered>
      <Stack gap="md">
        <Text size="sm" component="div">
          {consequences}
        </Text>
        {failure !== null && (
          <Text size="sm" c="var(--verdict-refused)" role="alert">
            {failure}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text('cancel')}
          </Button>
          <Button {...(!isPlain && { color: 'red.9' })} loading={isBusy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
