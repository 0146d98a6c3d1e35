import { ActionIcon, Burger, Button, Kbd, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { UserMenu } from '../features/session/user-menu.tsx'
import type { Session } from '../shared/session.ts'
import { HelpMenu } from './help-menu.tsx'
import { openPalette } from './palette/open-palette.ts'
import classes from './shell.module.css'
import { useShellTexts } from './shell.texts.ts'

export function Header({
  session,
  isNavigationOpen,
  onNavigation,
  onShortcuts,
}: {
  session: Session
  /** On a phone. */
  isNavigationOpen: boolean
  onNavigation: () => void
  onShortcuts: () => void
}) {
  const text = useShellTexts()
  return (
    <header className={classes.header}>
      <Burger
        opened={isNavigationOpen}
        onClick={onNavigation}
        hiddenFrom="sm"
        size="sm"
        aria-label={text(isNavigationOpen ? 'closeNavigation' : 'openNavigation')}
        aria-expanded={isNavigationOpen}
      />
      <Link to="/" className={classes.brand} aria-label="Waymark">
        <img src="/admin/waymark.svg" alt="" width={26} height={26} />
        <Text fw={600} visibleFrom="xs">
          {'Waymark'}
        </Text>
      </Link>
      <div className={classes.tools}>
        <Button
          variant="default"
          className={classes.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd size="xs">{'Ctrl K'}</Kbd>}
          onClick={openPalette}
          visibleFrom="sm"
        >
          {text('search')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          hiddenFrom="sm"
          aria-label={text('search')}
          onClick={openPalette}
        >
          <IconSearch size={20} aria-hidden />
        </ActionIcon>
        <HelpMenu session={session} onShortcuts={onShortcuts} />
        <UserMenu session={session} />
      </div>
    </header>
  )
}
