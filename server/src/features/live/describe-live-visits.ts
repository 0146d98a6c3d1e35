import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findSurvivors } from '../shared/contact-family.queries.ts'
import { findContactNames } from '../shared/contact-name.queries.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { toVisit } from '../shared/visit.ts'
import type { OpenVisitRow } from './live-visits.queries.ts'
import type { LiveVisit } from './live-visits.schemas.ts'

/** Visits with the names of whose they are now and of what brought them. */
export async function describeLiveVisits(
  queries: Queries,
  { catalogue, now }: { readonly catalogue: Catalogue; readonly now: () => number },
  rows: readonly OpenVisitRow[],
): Promise<LiveVisit[]> {
  const survivors = await findSurvivors(
    queries,
    rows.map(({ contact_id }) => contact_id),
  )
  const idOf = (row: OpenVisitRow) => survivors.get(row.contact_id) ?? row.contact_id
  const [names, snapshot] = await Promise.all([
    findContactNames(queries, rows.map(idOf)),
    snapshotFor(catalogue, rows),
  ])
  return rows.map((row): LiveVisit => {
    const contactId = idOf(row)
    const name = names.get(contactId)
    const campaign = row.campaign_id === null ? undefined : snapshot.definitionById(row.campaign_id)
    return {
      ...toVisit(row, contactId, snapshot, now()),
      contactName: name?.displayName ?? contactId,
      known: name?.known ?? false,
      campaign: campaign?.displayName ?? null,
    }
  })
}
