import { Alert } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useContactTexts } from './contacts.texts.ts'

/** Of a link of Sitecore that names nobody here. */
export default function LostLink({ onClose }: { onClose: () => void }) {
  const text = useContactTexts()
  return (
    <Alert
      role="status"
      color="gray"
      icon={<IconLinkOff aria-hidden />}
      title={text('lostLinkTitle')}
      withCloseButton
      closeButtonLabel={text('lostLinkClose')}
      onClose={onClose}
    >
      {text('lostLink')}
    </Alert>
  )
}
