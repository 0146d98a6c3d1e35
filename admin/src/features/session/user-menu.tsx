import { ActionIcon, Menu } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Session } from '../../shared/session.ts'
import { useSessionTexts } from './session.texts.ts'

// What nobody has opened yet is no part of the first load.
const UserMenuItems = lazy(() => import('./user-menu-items.tsx'))
const ChangePasswordDialog = lazy(() => import('./change-password-dialog.tsx'))
const SignOutEverywhereDialog = lazy(() => import('./sign-out-everywhere-dialog.tsx'))

export function UserMenu({ session }: { session: Session }) {
  const text = useSessionTexts()
  const [wasOpened, setWasOpened] = useState(false)
  const [dialog, setDialog] = useState<'password' | 'everywhere' | null>(null)
  const { user } = session
  return (
    <>
      <Menu position="bottom-end" width={240} onOpen={() => setWasOpened(true)}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={text('account', { email: user.email })}
          >
            <IconUserCircle size={22} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Suspense>{wasOpened && <UserMenuItems user={user} onAsk={setDialog} />}</Suspense>
      </Menu>
      <Suspense>
        {dialog === 'password' && <ChangePasswordDialog onClose={() => setDialog(null)} />}
        {dialog === 'everywhere' && (
          <SignOutEverywhereDialog count={user.sessions} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </>
  )
}
