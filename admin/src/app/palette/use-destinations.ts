import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import {
  IconActivity,
  IconBike,
  IconBolt,
  IconLink,
  IconLogout,
  IconMoon,
  IconRocket,
} from '@tabler/icons-react'
import { copyText } from '../../shared/copy-text.ts'
import { listPageActions } from '../../shared/page-actions.ts'
import { signOut } from '../../shared/session.ts'
import { navigation } from '../navigation.ts'
import { useShellTexts } from '../shell.texts.ts'
import { usePaletteTexts } from './palette.texts.ts'

/** The pages and actions whose names contain what was typed: all of them while that is nothing. */
export function useDestinations(query: string, goTo: (address: string) => void) {
  const text = usePaletteTexts()
  const shellText = useShellTexts()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const sought = query.trim().toLowerCase()
  const isSought = ({ label }: { label: string }) => label.toLowerCase().includes(sought)
  const pages = [
    ...navigation.map(({ to, text: name, icon }) => ({ to, label: shellText(name), icon })),
    { to: '/live/visits', label: text('visitsNow'), icon: IconActivity },
    { to: '/live/rejected', label: text('rejected'), icon: IconActivity },
    { to: '/setup', label: shellText('setup'), icon: IconRocket },
  ]
  const actions = [
    ...listPageActions().map((action) => ({ ...action, icon: IconBolt })),
    {
      label: text('toggleScheme'),
      icon: IconMoon,
      run: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    },
    { label: text('copyLink'), icon: IconLink, run: () => void copyText(location.href) },
    { label: text('loadDemo'), icon: IconBike, run: () => goTo('/setup') },
    { label: text('signOut'), icon: IconLogout, run: () => void signOut('here') },
  ]
  return { pages: pages.filter(isSought), actions: actions.filter(isSought) }
}
