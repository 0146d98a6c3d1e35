import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { readContacts } from './contacts.queries.ts'
import type { ContactListItem } from './contacts.schemas.ts'
import { type AgreedRow, findListedConsents } from './listed-consents.queries.ts'
import { toListItem } from './to-list-item.ts'

/** The contacts with these ids, in this order, as the list shows them. */
export async function readListItems(
  queries: Queries,
  { catalogue, now }: { readonly catalogue: Catalogue; readonly now: () => number },
  ids: readonly Uuid[],
  { withConsents }: { readonly withConsents: boolean },
): Promise<ContactListItem[]> {
  const rows = await readContacts(queries, ids)
  const consents = withConsents ? await findListedConsents(queries, ids) : null
  const snapshot = await snapshotFor(
    catalogue,
    rows.filter((row) => row.visit_id !== null),
  )
  return rows.map((row) => {
    const item = toListItem(row, snapshot, now())
    return consents === null ? item : { ...item, consents: toConsents(consents.get(row.id)) }
  })
}

function toConsents(agreed: readonly AgreedRow[] = []): NonNullable<ContactListItem['consents']> {
  return agreed.map(({ guid, display_name, at }) => ({
    consentId: guid,
    displayName: display_name,
    agreedAt: at.toISOString(),
  }))
}
