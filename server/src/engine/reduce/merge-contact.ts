import { mergeClassifications } from '../../domain/classification.ts'
import { contactFieldNames } from '../../domain/contact-fields.ts'
import { addAmounts, ZERO_AMOUNT } from '../../domain/money.ts'
import type { BatchState, Contact } from '../state.ts'
import { addFacetsOf } from './add-facet.ts'
import { newestOf } from './consent.ts'
import { profileOf } from './profile-of.ts'

/**
 * Merges `merged` into `survivor`: ids, visits, activities, agreements and sums follow, and where both have a value
 * that of the merged contact wins ("child wins", docs/spec/xperience.md §2.3). Rows of the merged contact keep its id
 * and are found through the alias; so a merge costs the same however much a contact has done. `source` is that of the
 * identifier by which the two turned out to be one.
 */
export function mergeContact(
  state: BatchState,
  merged: Contact,
  survivor: Contact,
  source: string,
  at: number,
): void {
  const from = profileOf(merged)
  const into = profileOf(survivor)
  for (const name of contactFieldNames) into[name] = from[name] ?? into[name]

  state.changes.moves.push({
    type: 'merge',
    survivorId: survivor.id,
    mergedId: merged.id,
    api: merged.api,
    firstDay: merged.firstAt === null ? null : state.dayOf(merged.firstAt),
    lastDay: merged.lastDay,
    source,
    at,
  })

  survivor.firstAt = least(survivor.firstAt, merged.firstAt)
  if (merged.lastAt !== null && (survivor.lastAt === null || merged.lastAt > survivor.lastAt)) {
    survivor.lastAt = merged.lastAt
    survivor.lastDay = merged.lastDay
  }
  survivor.classification = mergeClassifications(survivor, merged)
  addFacetsOf(merged, survivor)
  survivor.activities += merged.activities
  survivor.visits += merged.visits
  survivor.points += merged.points
  for (const [currency, amount] of Object.entries(merged.monetary)) {
    survivor.monetary[currency] = addAmounts(survivor.monetary[currency] ?? ZERO_AMOUNT, amount)
  }
  survivor.openVisits = [...survivor.openVisits, ...merged.openVisits]
  survivor.pastVisits = [...survivor.pastVisits, ...merged.pastVisits]
  merged.openVisits = []
  for (const [consentId, said] of merged.agreements ?? []) {
    survivor.agreements ??= new Map()
    survivor.agreements.set(consentId, newestOf(survivor.agreements.get(consentId), said) ?? said)
  }
  if (merged.messageIds !== null)
    survivor.messageIds = survivor.messageIds?.union(merged.messageIds) ?? merged.messageIds
  if (merged.sources !== null) survivor.sources = survivor.sources?.union(merged.sources) ?? null
  merged.mergedInto = survivor.id

  for (const [id, alias] of state.aliases) {
    if (alias.contactId === merged.id) state.aliases.set(id, { ...alias, contactId: survivor.id })
  }
  // A device with the id of the merged contact may act for somebody else by now, and goes on doing so.
  if (state.aliases.get(merged.id)?.homeId == null)
    state.aliases.set(merged.id, { contactId: survivor.id, api: merged.api, homeId: null })
  state.changes.profiles.add(survivor)
  for (const contact of [merged, survivor]) if (!contact.isNew) state.changes.touched.add(contact)
}

function least(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}
