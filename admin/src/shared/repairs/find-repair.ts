import type { DefinitionKind } from './repairs.api.ts'

/** What can be done, in place, about a refusal. */
export type Repair =
  | {
      readonly type: 'allowOrigin'
      readonly channelId: string
      readonly api: 'sitecore' | 'xperience'
      readonly origin: string
    }
  | { readonly type: 'createDefinition'; readonly kind: DefinitionKind; readonly name: string }

/** What is known of a refused request, or of one refused item of it. */
export interface Refused {
  readonly api: 'sitecore' | 'xperience'
  readonly code: string | null
  readonly channelId: string | null
  readonly origin: string | null
  /** What the item names. */
  readonly name: string | null
}

const kindOfCode: Readonly<Record<string, DefinitionKind>> = {
  unknown_goal: 'goal',
  unknown_event: 'event',
  unknown_outcome: 'outcome',
  unknown_campaign: 'campaign',
  unknown_type: 'activityType',
}

/** The repair for a refusal; null where only the sender can mend it. */
export function findRepair({ api, code, channelId, origin, name }: Refused): Repair | null {
  // Browsers say "null" of a page that has no origin of its own: nobody can list that.
  if (code === 'origin_not_allowed' && origin !== null && origin !== 'null' && channelId !== null)
    return { type: 'allowOrigin', channelId, api, origin }
  const kind = code === null ? undefined : kindOfCode[code]
  if (kind !== undefined && name !== null && name !== '') return { type: 'createDefinition', kind, name }
  return null
}
