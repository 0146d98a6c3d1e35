import type { Catalogue, Snapshot } from '../../catalogue/snapshot.ts'

/** What a row refers to in the catalogue. */
interface References {
  readonly channel_id?: number
  /** Of an activity. */
  readonly definition_id?: number
  /** Of a visit. */
  readonly campaign_id?: number | null
}

/** A snapshot that knows what these rows refer to, also where another process has only just defined it. */
export async function snapshotFor(catalogue: Catalogue, rows: Iterable<References>): Promise<Snapshot> {
  if (!knowsAll(catalogue.snapshot, rows)) await catalogue.refresh()
  return catalogue.snapshot
}

function knowsAll(snapshot: Snapshot, rows: Iterable<References>): boolean {
  for (const { channel_id, definition_id, campaign_id } of rows) {
    if (channel_id !== undefined && snapshot.channelById(channel_id) === undefined) return false
    const definitionId = definition_id ?? campaign_id ?? null
    if (definitionId !== null && snapshot.definitionById(definitionId) === undefined) return false
  }
  return true
}
