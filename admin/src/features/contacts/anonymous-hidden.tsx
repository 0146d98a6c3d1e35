import { Alert } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useContactTexts } from './contacts.texts.ts'

/** Why lists are shorter than one would think. */
export default function AnonymousHidden() {
  const text = useContactTexts()
  return (
    <Alert color="gray" icon={<IconEyeOff aria-hidden />}>
      {text('anonymousHidden')}
    </Alert>
  )
}
