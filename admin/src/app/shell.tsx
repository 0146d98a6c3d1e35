import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { notificationsStore, useNotifications } from '@mantine/notifications'
import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useLetterKeys } from '../shared/letter-keys.ts'
import type { Session } from '../shared/session.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { DroppedValuesNotice } from './dropped-values-notice.tsx'
import { Header } from './header.tsx'
import { navigation } from './navigation.ts'
import { openPalette, usePaletteOpen } from './palette/open-palette.ts'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { useShellTexts } from './shell.texts.ts'
import { useGoKeys } from './use-go-keys.ts'

const Palette = lazy(() => import('./palette/palette.tsx'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'))
const Toasts = lazy(() => import('./toasts.tsx'))
const FirstVisit = lazy(() => import('../features/setup/first-visit.tsx'))
const DemoNotice = lazy(() => import('../shared/demo/demo-notice.tsx'))

/**
 * What stands around every page. Laid out by shell.module.css: Mantine's AppShell would bring 10 KB for it, and what opens
 * seldom is loaded when it does.
 */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const text = useShellTexts()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [isNavigationOpen, { toggle, close }] = useDisclosure(false)
  const isSearching = usePaletteOpen()
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  const hasToasts = useNotifications(notificationsStore).notifications.length > 0
  const [areLettersOn, setLettersOn] = useLetterKeys()
  useGoKeys(areLettersOn)
  // It is no letter: whoever types into a field means it, too.
  useHotkeys([['mod+K', openPalette]], [], true)
  useHotkeys([['shift+?', () => setShowsShortcuts(true)]])
  // Another page closes it.
  useEffect(() => close(), [path])

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {text('skip')}
      </a>
      <Header
        session={session}
        isNavigationOpen={isNavigationOpen}
        onNavigation={toggle}
        onShortcuts={() => setShowsShortcuts(true)}
      />
      <Rail session={session} isOpen={isNavigationOpen} />
      <main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionBar />
        <DroppedValuesNotice />
        <div className={classes.content}>
          <Suspense>
            {path === '/' && <FirstVisit />}
            {navigation.some(({ to }) => to === path) && <DemoNotice />}
          </Suspense>
          {children}
        </div>
      </main>
      <Suspense>
        {isSearching && <Palette />}
        {showsShortcuts && (
          <ShortcutsDialog
            areLettersOn={areLettersOn}
            onLettersChange={setLettersOn}
            onClose={() => setShowsShortcuts(false)}
          />
        )}
        {hasToasts && <Toasts />}
      </Suspense>
    </div>
  )
}
