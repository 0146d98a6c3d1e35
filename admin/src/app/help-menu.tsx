import { ActionIcon, Menu } from '@mantine/core'
import { IconApi, IconHelp, IconKeyboard, IconRocket } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Session } from '../shared/session.ts'
import { useShellTexts } from './shell.texts.ts'

export function HelpMenu({ session, onShortcuts }: { session: Session; onShortcuts: () => void }) {
  const text = useShellTexts()
  const { version } = session.installation
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('help')}>
          <IconHelp size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/setup" leftSection={<IconRocket size={16} aria-hidden />}>
          {text('setup')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/api/docs"
          target="_blank"
          leftSection={<IconApi size={16} aria-hidden />}
        >
          {text('apiReference')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShortcuts}>
          {text('shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{text('version', { version })}</Menu.Label>
        <Menu.Label>{text('timesIn', { zone })}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
