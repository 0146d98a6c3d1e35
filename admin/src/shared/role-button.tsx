import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import type { MouseEventHandler } from 'react'
import type { Session } from '../../../server/src/features/access/session.schemas.ts'
import { useSharedTexts } from './shared.texts.ts'

type Role = Session['user']['role']

/** Of whoever is signed in. */
export function useRole(): Role | undefined {
  return useQuery<Session>({ queryKey: ['session'], queryFn: skipToken }).data?.user.role
}

/** A button that stays where it is for those who may not press it, and says who may. The server refuses them anyway. */
export function RoleButton({
  roles,
  onClick,
  children,
  ...props
}: ButtonProps & { roles: readonly Role[]; onClick: MouseEventHandler<HTMLButtonElement>; type?: 'submit' }) {
  const text = useSharedTexts()
  const role = useRole()
  if (role === undefined || roles.includes(role))
    return (
      <Button {...props} onClick={onClick}>
        {children}
      </Button>
    )
  return (
    <Tooltip
      label={text('needsRole', { roles: roles.join(', ') })}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        {...props}
        type="button"
        variant="default"
        leftSection={<IconLock size={14} aria-hidden />}
        aria-disabled
        data-disabled
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
