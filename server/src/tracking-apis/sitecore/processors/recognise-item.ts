import type { JsonObject, JsonValue } from '../../../domain/json.ts'
import { isBlank } from '../../../pipeline/item-members.ts'

/** The types of this API's contract, the strongest first. */
export const itemTypes = ['outcome', 'goal', 'campaign', 'event', 'pageView'] as const
export type ItemType = (typeof itemTypes)[number]

export interface RecognisedItem {
  readonly type: ItemType
  /** The name of the member that says so, as the client wrote it. */
  readonly member: string
  readonly id: JsonValue
}

const RANKS: ReadonlyMap<string, number> = new Map(
  ['outcomeid', 'goalid', 'campaignid', 'eventid', 'pageid'].map((name, rank) => [name, rank]),
)

/**
 * What an item is: the strongest type whose discriminator it has, its name taken in any case, and not blank. So an
 * item is of one built-in type at most: the outcome button of the official Next.js sample, which sends `url` and
 * `pageId` too, gives an outcome and never also a page view (docs/spec/sitecore.md §1.3, "One type per item").
 */
export function recogniseItem(item: JsonObject): RecognisedItem | null {
  let member: string | null = null
  let strongest: number = itemTypes.length
  for (const name of Object.keys(item)) {
    if (name.length < 6 || name.length > 10) continue
    const rank = RANKS.get(name.toLowerCase())
    if (rank === undefined || rank >= strongest || isBlank(item[name])) continue
    member = name
    strongest = rank
  }
  const type = itemTypes[strongest]
  return member === null || type === undefined ? null : { type, member, id: item[member] ?? null }
}

export function isOfType(item: JsonObject, type: ItemType): boolean {
  return recogniseItem(item)?.type === type
}
