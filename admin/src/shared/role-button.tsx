import { Button, type ButtonProps } from '@mantine/core'
import type { MouseEventHandler } from 'react'
import { LockedButton } from './locked-button.tsx'
import { type Role, useRole } from './use-role.ts'

/** A button that stays where it is for those who may not press it, and says who may. The server refuses them anyway. */
export function RoleButton({
  roles,
  onClick,
  ...props
}: ButtonProps & { roles: readonly Role[]; onClick: MouseEventHandler<HTMLButtonElement>; type?: 'submit' }) {
  const role = useRole()
  if (role === undefined || roles.includes(role)) return <Button {...props} onClick={onClick} />
  return <LockedButton {...props} type="button" roles={roles} />
}
