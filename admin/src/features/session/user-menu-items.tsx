import { Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconKey, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { type Session, signOut } from '../../shared/session.ts'
import { useSessionTexts } from './session.texts.ts'

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const

/** Who is signed in, and what they can do about it. */
export default function UserMenuItems({
  user: { email, role },
  onAsk,
}: {
  user: Session['user']
  onAsk: (dialog: 'password' | 'everywhere') => void
}) {
  const text = useSessionTexts()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
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
      <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => onAsk('password')}>
        {text('changePassword')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut('here')}>
        {text('signOut')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => onAsk('everywhere')}>
        {text('signOutEverywhere')}
      </Menu.Item>
    </Menu.Dropdown>
  )
}
