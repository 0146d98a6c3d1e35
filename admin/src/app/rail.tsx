import { NavLink, Tooltip } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { RejectedBadge } from '../features/rejected/rejected-badge.tsx'
import type { Session } from '../shared/session.ts'
import { useIsPhone } from '../shared/use-is-phone.ts'
import { navigation } from './navigation.ts'
import classes from './shell.module.css'
import { useShellTexts } from './shell.texts.ts'

/** The sections: words and icons, icons alone where there is little room or somebody wants it so, behind a button on a phone. */
export function Rail({ session, isOpen }: { session: Session; isOpen: boolean }) {
  const text = useShellTexts()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [wantsCollapsed, setWantsCollapsed] = useLocalStorage({ key: 'waymark-rail', defaultValue: false })
  const isNarrow = useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false })
  const isPhone = useIsPhone()
  const isCollapsed = !isPhone && (isNarrow || wantsCollapsed)
  const Chevrons = isCollapsed ? IconChevronsRight : IconChevronsLeft

  return (
    <nav
      className={classes.rail}
      aria-label={text('sections')}
      data-collapsed={isCollapsed || undefined}
      data-open={isOpen || undefined}
    >
      {navigation.map(({ to, text: name, icon: Icon }) => (
        <Tooltip key={to} label={text(name)} position="right" disabled={!isCollapsed}>
          <NavLink
            renderRoot={(props) => <Link to={to} {...props} />}
            active={isWithin(path, to)}
            label={isCollapsed ? undefined : text(name)}
            aria-label={text(name)}
            leftSection={<Icon size={20} stroke={1.7} aria-hidden />}
            rightSection={to === '/live' && !isCollapsed ? <RejectedBadge session={session} /> : undefined}
            className={classes.entry}
          />
        </Tooltip>
      ))}
      {!isNarrow && (
        <NavLink
          component="button"
          onClick={() => setWantsCollapsed(!wantsCollapsed)}
          label={isCollapsed ? undefined : text('collapse')}
          aria-label={text(isCollapsed ? 'expand' : 'collapse')}
          leftSection={<Chevrons size={20} aria-hidden />}
          className={classes.collapse}
        />
      )}
    </nav>
  )
}

/** A visit is part of its contact. */
function isWithin(path: string, section: string): boolean {
  if (section === '/') return path === '/'
  return path.startsWith(section) || (section === '/contacts' && path.startsWith('/visits'))
}
