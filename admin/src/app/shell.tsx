import {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Button,
  Group,
  Kbd,
  NavLink,
  Text,
  Tooltip,
} from '@mantine/core'
import { useDisclosure, useHotkeys, useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconChevronsLeft, IconChevronsRight, IconSearch } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { Session } from '../features/session/session.api.ts'
import { UserMenu } from '../features/session/user-menu.tsx'
import { useLetterKeys } from '../shared/letter-keys.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { DroppedValuesNotice } from './dropped-values-notice.tsx'
import { HelpMenu } from './help-menu.tsx'
import { navigation } from './navigation.ts'
import { openPalette, usePaletteOpen } from './palette/open-palette.ts'
import classes from './shell.module.css'
import { useShellTexts } from './shell.texts.ts'
import { useGoKeys } from './use-go-keys.ts'

const Palette = lazy(() => import('./palette/palette.tsx'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'))
const FirstVisit = lazy(() => import('../features/setup/first-visit.tsx'))
const DemoNotice = lazy(() => import('../shared/demo/demo-notice.tsx'))

const RAIL = 220
const COLLAPSED = 64

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const text = useShellTexts()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const [wantsCollapsed, setWantsCollapsed] = useLocalStorage({ key: 'waymark-rail', defaultValue: false })
  const isNarrow = useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false })
  const isPhone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const isCollapsed = !isPhone && (isNarrow || wantsCollapsed)
  const isSearching = usePaletteOpen()
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  const [areLettersOn, setLettersOn] = useLetterKeys()
  useGoKeys(areLettersOn)
  useHotkeys([
    ['mod+K', openPalette],
    ['shift+?', () => setShowsShortcuts(true)],
  ])
  // Another page closes the drawer.
  useEffect(() => close(), [path])

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: isCollapsed ? COLLAPSED : RAIL, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <Anchor href="#content" className={classes.skip}>
        {text('skip')}
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={text(isOpen ? 'closeNavigation' : 'openNavigation')}
          />
          <Link to="/" className={classes.brand} aria-label="Waymark">
            <img src="/admin/waymark.svg" alt="" width={26} height={26} />
            <Text fw={600} visibleFrom="xs">
              {'Waymark'}
            </Text>
          </Link>
          <Group ms="auto" gap="xs" wrap="nowrap">
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
            <HelpMenu session={session} onShortcuts={() => setShowsShortcuts(true)} />
            <UserMenu session={session} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text('sections')}>
        <AppShell.Section grow>
          {navigation.map(({ to, text: name, icon: Icon }) => (
            <Tooltip key={to} label={text(name)} position="right" disabled={!isCollapsed}>
              <NavLink
                renderRoot={(props) => <Link to={to} {...props} />}
                active={to === '/' ? path === '/' : path.startsWith(to)}
                label={isCollapsed ? undefined : text(name)}
                aria-label={text(name)}
                leftSection={<Icon size={20} stroke={1.7} aria-hidden />}
                className={classes.entry}
              />
            </Tooltip>
          ))}
        </AppShell.Section>
        {!isNarrow && (
          <NavLink
            component="button"
            onClick={() => setWantsCollapsed(!wantsCollapsed)}
            label={isCollapsed ? undefined : text('collapse')}
            aria-label={text(isCollapsed ? 'expand' : 'collapse')}
            leftSection={
              isCollapsed ? (
                <IconChevronsRight size={20} aria-hidden />
              ) : (
                <IconChevronsLeft size={20} aria-hidden />
              )
            }
            className={classes.entry}
          />
        )}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionBar />
        <DroppedValuesNotice />
        <div className={classes.content}>
          <Suspense>
            {path === '/' && <FirstVisit />}
            {navigation.some(({ to }) => to === path) && <DemoNotice />}
          </Suspense>
          {children}
        </div>
      </AppShell.Main>
      <Suspense>
        {isSearching && <Palette />}
        {showsShortcuts && (
          <ShortcutsDialog
            areLettersOn={areLettersOn}
            onLettersChange={setLettersOn}
            onClose={() => setShowsShortcuts(false)}
          />
        )}
      </Suspense>
    </AppShell>
  )
}
