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
import type { ActivityKind } from '../../../server/src/domain/kinds.ts'

export type { ActivityKind }

/** What activities are, in the order in which they are offered and stacked. */
export const activityKinds = [
  'pageView',
  'goal',
  'event',
  'outcome',
  'campaign',
  'click',
  'dataInput',
  'custom',
] as const satisfies readonly ActivityKind[]

/** What is drawn with an icon and a colour: activities, and answers to a consent. */
export type Kind = ActivityKind | 'consent'

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
