import type { Snapshot } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'

/** The ids of the channels that a parameter names, by GUID in any notation or by code name in any case. */
export function findChannelIds(snapshot: Snapshot, guidOrCodeName: string): number[] {
  const guid = parseGuid(guidOrCodeName)
  const codeName = guidOrCodeName.toLowerCase()
  return snapshot.channels
    .filter((channel) => channel.guid === guid || channel.codeName.toLowerCase() === codeName)
    .map((channel) => channel.id)
}
