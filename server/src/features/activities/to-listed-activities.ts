import { sql } from 'kysely'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, toActivity } from '../shared/activity.ts'
import { findNamedContacts } from '../shared/contact-name.queries.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import type { ListedActivity } from './activities.schemas.ts'

/** Adds what a list shows beside an activity: the name of its contact, and which visit it was part of. */
export async function toListedActivities(
  queries: Queries,
  catalogue: Catalogue,
  rows: readonly ActivityRow[],
): Promise<ListedActivity[]> {
  const [snapshot, contacts, visits] = await Promise.all([
    snapshotFor(catalogue, rows),
    findNamedContacts(
      queries,
      rows.map((row) => row.contact_id),
    ),
    findVisits(queries, rows),
  ])
  return rows.map((row) => {
    const contact = contacts.get(row.contact_id)
    const visit = visits.get(row.visit_id)
    const campaign = visit?.campaign_id == null ? undefined : snapshot.definitionById(visit.campaign_id)
    return {
      ...toActivity(row, contact?.id ?? row.contact_id, snapshot),
      contact: { displayName: contact?.displayName ?? 'Deleted contact', known: contact?.known ?? false },
      visit: {
        campaignId: campaign?.guid ?? null,
        campaign: campaign?.displayName ?? null,
        utm: readUtm(visit?.entry_url ?? null),
        robot: visit?.robot ?? false,
        startedAt: visit?.started_at.toISOString() ?? null,
        durationMs: visit === undefined ? null : visit.last_at.getTime() - visit.started_at.getTime(),
        points: visit?.points ?? null,
      },
    }
  })
}

interface VisitFacts {
  readonly id: Uuid
  readonly campaign_id: number | null
  readonly entry_url: string | null
  readonly robot: boolean
  readonly started_at: Date
  readonly last_at: Date
  readonly points: number
}

async function findVisits(
  queries: Queries,
  rows: readonly ActivityRow[],
): Promise<ReadonlyMap<Uuid, VisitFacts>> {
  const ids = [...new Set(rows.map((row) => row.visit_id))]
  const found = await sql<VisitFacts>`
    SELECT v.id, v.campaign_id, v.entry_url, v.robot, v.started_at, v.last_at, v.points
    FROM visits v WHERE v.id = ANY(${ids}::uuid[])`.execute(queries)
  return new Map(found.rows.map((visit) => [visit.id, visit]))
}

/** The campaign parameters of an address, which may be a path, or no address at all. */
function readUtm(url: string | null): ListedActivity['visit']['utm'] {
  const query = url?.split('#', 1)[0]?.split('?').slice(1).join('?')
  if (query === undefined || !query.toLowerCase().includes('utm_')) return null
  const parameters = new URLSearchParams(query)
  const [source, medium, campaign, term, content] = ['source', 'medium', 'campaign', 'term', 'content'].map(
    (name) => parameters.get(`utm_${name}`) || null,
  )
  const utm = {
    source: source ?? null,
    medium: medium ?? null,
    campaign: campaign ?? null,
    term: term ?? null,
    content: content ?? null,
  }
  return Object.values(utm).some((value) => value !== null) ? utm : null
}
