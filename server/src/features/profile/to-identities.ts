import type { Snapshot } from '../../catalogue/snapshot.ts'
import { toCompactGuid, type Uuid } from '../../domain/ids.ts'
import { apiNumbers, apiOfNumber } from '../../engine/store/statement.ts'
import type { DeviceRow, IdentifierRow, MergeRow } from './identities.queries.ts'
import type { Identities } from './identities.schemas.ts'

export interface IdentityFacts {
  readonly contactId: Uuid
  /** Its own and those merged into it, each with the API that made it. */
  readonly ownIds: readonly { readonly id: Uuid; readonly api: number }[]
  readonly identifiers: readonly IdentifierRow[]
  readonly devices: readonly DeviceRow[]
  readonly merges: readonly MergeRow[]
}

export function toIdentities(facts: IdentityFacts, snapshot: Snapshot): Identities {
  const { contactId, ownIds, identifiers, devices, merges } = facts
  const ids = new Set(ownIds.map(({ id }) => id))
  const known = identifiers.map(({ source, identifier, identified_at }) => ({
    source,
    identifier,
    type: 'known' as const,
    identifiedAt: identified_at?.toISOString() ?? null,
  }))
  // The identifier that Sitecore's tracker itself gives a device (docs/spec/sitecore.md §2.1, ContactIdentifier).
  const anonymous = ownIds
    .filter(({ api }) => api === apiNumbers.sitecore)
    .map(({ id }) => ({
      source: 'xDB.Tracker',
      identifier: toCompactGuid(id),
      type: 'anonymous' as const,
      identifiedAt: null,
    }))
  return {
    contactId,
    identifiers: [...known, ...anonymous],
    devices: devices.map((row) => ({
      id: row.id,
      api: row.api === null ? null : apiOfNumber(row.api),
      visits: row.visits,
      firstSeenAt: row.first_at?.toISOString() ?? null,
      lastSeenAt: row.last_at?.toISOString() ?? null,
      channelIds: row.channel_ids.flatMap((id) => snapshot.channelById(id)?.guid ?? []),
      device: row.device,
      location: row.location,
      actsForContactId: row.acts_for === null || ids.has(row.acts_for) ? null : row.acts_for,
    })),
    deviceCount: devices[0]?.count ?? 0,
    merges: merges.map(({ merged_id, survivor_id, merged_at, source }) => ({
      mergedId: merged_id,
      intoId: survivor_id,
      mergedAt: merged_at.toISOString(),
      source,
    })),
    mergeCount: merges[0]?.count ?? 0,
  }
}
