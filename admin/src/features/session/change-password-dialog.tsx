import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { changePassword } from '../../shared/session.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { useSessionTexts } from './session.texts.ts'

export default function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const text = useSessionTexts()
  const close = useSharedTexts()
  useFocusReturn()
  const [isBusy, setIsBusy] = useState(false)
  const form = useForm({ initialValues: { current: '', next: '' } })

  const submit = form.onSubmit(async ({ current, next }) => {
    setIsBusy(true)
    try {
      await changePassword(current, next)
      notifications.show({ message: text('changed') })
      onClose()
    } catch (error) {
      const code = error instanceof ApiError ? error.code : null
      const message = error instanceof Error ? error.message : String(error)
      if (code === 'wrong_credentials') form.setFieldError('current', text('wrongPassword'))
      else form.setFieldError(code === 'invalid_body' ? 'next' : 'current', message)
    } finally {
      setIsBusy(false)
    }
  })

  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': close('close') }}
      title={text('changePassword')}
      centered
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PasswordInput
            label={text('currentPassword')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': text('showPassword') }}
            required
            data-autofocus
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={text('nextPassword')}
            description={text('nextHint')}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': text('showPassword') }}
            required
            {...form.getInputProps('next')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text('cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {text('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
