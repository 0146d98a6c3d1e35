import {
  IconActivity,
  IconAddressBook,
  IconLayoutDashboard,
  type IconProps,
  IconTimeline,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

export interface NavigationEntry {
  readonly to: string
  readonly text: 'overview' | 'live' | 'contacts' | 'activities'
  readonly icon: ComponentType<IconProps>
  /** After `G`. */
  readonly key: string
}

/** The left rail, from the top. */
export const navigation: readonly NavigationEntry[] = [
  { to: '/', text: 'overview', icon: IconLayoutDashboard, key: 'o' },
  { to: '/live', text: 'live', icon: IconActivity, key: 'l' },
  { to: '/contacts', text: 'contacts', icon: IconAddressBook, key: 'c' },
  { to: '/activities', text: 'activities', icon: IconTimeline, key: 'a' },
]
