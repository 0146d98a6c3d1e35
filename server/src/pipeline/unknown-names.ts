import { foldCase } from '../catalogue/names.ts'
import type { JsonObject } from '../domain/json.ts'
import { type DefinitionKind, definitionKinds } from '../domain/kinds.ts'

/** How an item is refused that names something which nobody knows. */
export const unknownWords: Readonly<
  Record<DefinitionKind, { readonly code: string; readonly word: string }>
> = {
  goal: { code: 'unknown_goal', word: 'goal' },
  event: { code: 'unknown_event', word: 'event' },
  outcome: { code: 'unknown_outcome', word: 'outcome' },
  campaign: { code: 'unknown_campaign', word: 'campaign' },
  activityType: { code: 'unknown_type', word: 'activity type' },
}

/** What a refusal was about that has this code; undefined where that is no name of a definition. */
export function kindOfUnknown(code: string): DefinitionKind | undefined {
  return definitionKinds.find((kind) => unknownWords[kind].code === code)
}

/** As much of a name as a refusal repeats. */
export function repeatName(idOrName: string): string {
  return idOrName.slice(0, 100)
}

/** The name of a definition in place of one that nobody knew. */
export interface Renaming {
  readonly kind: DefinitionKind
  /** As the refusal repeated it. */
  readonly from: string
  readonly to: string
}

/**
 * An item whose `member` names one thing, naming another. The item itself where it does so already: done twice it is done
 * once. Null where it names neither.
 */
export function renameMember(item: JsonObject, member: string, { from, to }: Renaming): JsonObject | null {
  const sent = item[member]
  if (typeof sent !== 'string') return null
  const name = sent.trim()
  if (foldCase(name) === foldCase(to)) return item
  if (repeatName(name).toWellFormed().trim() !== from.trim()) return null
  // Unlike assignment, fromEntries makes a member called `__proto__` an ordinary one.
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, key === member ? to : value]))
}
