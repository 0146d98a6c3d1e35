import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { type Session, signOut } from '../../shared/session.ts'
import { useSessionTexts } from './session.texts.ts'

const ChangePasswordDialog = lazy(() => import('./change-password-dialog.tsx'))
const ConfirmDialog = lazy(() => import('../../shared/confirm-dialog.tsx'))

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const

export function UserMenu({ session }: { session: Session }) {
  const text = useSessionTexts()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const client = useQueryClient()
  const [dialog, setDialog] = useState<'password' | 'everywhere' | null>(null)
  const { email, role, sessions } = session.user

  function askEverywhere(): void {
    // How many there are may have changed since the page was loaded.
    void client.invalidateQueries({ queryKey: ['session'] })
    setDialog('everywhere')
  }

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('account', { email })}>
            <IconUserCircle size={22} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {email}
            <Text size="xs">{role}</Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{text('theme')}</Menu.Label>
          {schemes.map(([scheme, Icon]) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              checked={colorScheme === scheme}
              onChange={() => setColorScheme(scheme)}
              rightSection={<Icon size={16} aria-hidden />}
            >
              {text(scheme)}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setDialog('password')}>
            {text('changePassword')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut('here')}>
            {text('signOut')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={askEverywhere}>
            {text('signOutEverywhere')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'password' && <ChangePasswordDialog onClose={() => setDialog(null)} />}
        {dialog === 'everywhere' && (
          <ConfirmDialog
            title={text('signOutEverywhereTitle')}
            consequences={text('signOutEverywhereBody', { count: sessions })}
            verb={text('signOut')}
            onConfirm={() => signOut('everywhere')}
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
    </>
  )
}
