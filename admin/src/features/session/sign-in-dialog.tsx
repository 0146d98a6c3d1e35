import { Modal, Stack, Text } from '@mantine/core'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { useSessionTexts } from './session.texts.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Over the page on which the session ended: what was typed there is kept. */
export default function SignInDialog({ email }: { email: string }) {
  const text = useSessionTexts()
  useFocusReturn()
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={text('againTitle')}
      centered
      // What is behind is kept, not shown: whoever sits here now may be somebody else.
      overlayProps={{ blur: 16, backgroundOpacity: 0.8 }}
    >
      <Stack gap="sm">
        <Text size="sm">{text('again')}</Text>
        <SignInForm email={email} />
      </Stack>
    </Modal>
  )
}
