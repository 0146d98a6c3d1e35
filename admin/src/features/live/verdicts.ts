import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDashedCheck,
  IconCircleHalf2,
  IconCircleX,
  IconFilterOff,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { LiveRequest, Verdict } from './live.api.ts'

/** In the order in which a bar stacks them, from the ground. */
export const verdicts = [
  'accepted',
  'accepted_provisional',
  'partly_accepted',
  'filtered',
  'withheld',
  'refused',
  'failed',
] as const satisfies readonly Verdict[]

/** A verdict has a colour, an icon and a word: never a colour alone. */
export const verdictIcons: Readonly<Record<Verdict, ComponentType<IconProps>>> = {
  accepted: IconCircleCheck,
  accepted_provisional: IconCircleDashedCheck,
  partly_accepted: IconCircleHalf2,
  filtered: IconFilterOff,
  withheld: IconCircleDashed,
  refused: IconCircleX,
  failed: IconAlertTriangle,
}

const colors: Readonly<Record<Verdict, string>> = {
  accepted: 'var(--verdict-accepted)',
  accepted_provisional: 'var(--verdict-partly)',
  partly_accepted: 'var(--verdict-partly)',
  filtered: 'var(--verdict-withheld)',
  withheld: 'var(--verdict-withheld)',
  refused: 'var(--verdict-refused)',
  failed: 'var(--verdict-refused)',
}

/** The API calls it filtered; it was stored all the same. */
export function isStoredRobot({ verdict, code }: Pick<LiveRequest, 'verdict' | 'code'>): boolean {
  return verdict === 'filtered' && code === 'robot'
}

export function verdictColor(verdict: Verdict): string {
  return colors[verdict]
}
