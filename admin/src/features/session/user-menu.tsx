import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core'
import { modals } from '@mantine/modals'
import {
  IconDeviceDesktop,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { useState } from 'react'
import { ChangePasswordDialog } from './change-password-dialog.tsx'
import { type Session, signOut } from './session.api.ts'
import { useSessionTexts } from './session.texts.ts'

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const

export function UserMenu({ session }: { session: Session }) {
  const text = useSessionTexts()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [isChanging, setIsChanging] = useState(false)
  const { email, role, sessions } = session.user

  const confirmEverywhere = () =>
    modals.openConfirmModal({
      title: text('signOutEverywhereTitle'),
      children: <Text size="sm">{text('signOutEverywhereBody', { count: sessions })}</Text>,
      labels: { confirm: text('signOut'), cancel: text('cancel') },
      cancelProps: { 'data-autofocus': true },
      onConfirm: () => void signOut('everywhere'),
    })

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
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setIsChanging(true)}>
            {text('changePassword')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut('here')}>
            {text('signOut')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={confirmEverywhere}>
            {text('signOutEverywhere')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChanging && <ChangePasswordDialog onClose={() => setIsChanging(false)} />}
    </>
  )
}
