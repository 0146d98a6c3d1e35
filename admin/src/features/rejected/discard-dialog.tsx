import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { useRejectedTexts } from './rejected.texts.ts'

/** Asks for the number of those that are to be given up: nobody discards many by mistake. */
export default function DiscardDialog({
  cause,
  count,
  onConfirm,
  onClose,
}: {
  cause: string
  count: number
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) {
  const text = useRejectedTexts()
  const close = useSharedTexts()
  useFocusReturn()
  const shared = useSharedTexts()
  const [typed, setTyped] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isSure = typed.trim() === String(count)

  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!isSure) return
    setIsBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setIsBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': close('close') }}
      title={text('discardTitle')}
      centered
    >
      <form onSubmit={(event) => void confirm(event)}>
        <Stack gap="md">
          <Text size="sm">{text('discardWhat', { count, cause })}</Text>
          <Text size="sm" c="dimmed">
            {text('discardStays')}
          </Text>
          <TextInput
            label={text('discardType', { count: String(count) })}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {failure !== null && (
            <Text size="sm" c="var(--verdict-refused)" role="alert">
              {failure}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shared('cancel')}
            </Button>
            <Button type="submit" color="red.9" loading={isBusy} disabled={!isSure}>
              {text('discardVerb')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
