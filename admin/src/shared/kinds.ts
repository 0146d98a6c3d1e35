import {
  IconBolt,
  IconClick,
  IconCoin,
  IconFileText,
  IconForms,
  type IconProps,
  IconPuzzle,
  IconShieldCheck,
  IconSpeakerphone,
  IconTarget,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

export const kinds = [
  'pageView',
  'goal',
  'event',
  'outcome',
  'campaign',
  'click',
  'dataInput',
  'consent',
  'custom',
] as const
export type Kind = (typeof kinds)[number]

/** Each kind has a colour that holds AA contrast in both schemes (kinds.css), an icon, and a shape on the timeline. */
export const kindIcons: Readonly<Record<Kind, ComponentType<IconProps>>> = {
  pageView: IconFileText,
  goal: IconTarget,
  event: IconBolt,
  outcome: IconCoin,
  campaign: IconSpeakerphone,
  click: IconClick,
  dataInput: IconForms,
  consent: IconShieldCheck,
  custom: IconPuzzle,
}

/** For CSS and SVG. */
export function kindColor(kind: Kind): string {
  return `var(--kind-${kind})`
}
