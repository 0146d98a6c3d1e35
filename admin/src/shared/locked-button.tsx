import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useSharedTexts } from './shared.texts.ts'
import type { Role } from './use-role.ts'

/** Stands for a button that only others may press, and says who. */
export function LockedButton({ roles, ...props }: ButtonProps & { roles: readonly Role[]; type?: 'button' }) {
  const text = useSharedTexts()
  return (
    <Tooltip
      label={text('needsRole', { roles: roles.join(', ') })}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        {...props}
        variant="default"
        leftSection={<IconLock size={14} aria-hidden />}
        aria-disabled
        data-disabled
        onClick={(event) => event.preventDefault()}
      />
    </Tooltip>
  )
}
