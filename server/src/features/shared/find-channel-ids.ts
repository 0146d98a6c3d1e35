import type { Snapshot } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import { quoteSent } from '../../domain/quote-sent.ts'
import { Problem } from './problem.ts'

/** The ids of the channels that the parameter `channel` names, by GUID in any notation or by code name in any case; null
 * where it names none. One that is not there throws a {@link Problem}: a misspelt name is not an empty list. */
export function findChannelIds(snapshot: Snapshot, guidOrCodeName: string | null): number[] | null {
  if (guidOrCodeName === null) return null
  const guid = parseGuid(guidOrCodeName)
  const codeName = guidOrCodeName.toLowerCase()
  const ids = snapshot.channels
    .filter((channel) => channel.guid === guid || channel.codeName.toLowerCase() === codeName)
    .map((channel) => channel.id)
  if (ids.length > 0) return ids
  const message = `There is no channel ${quoteSent(guidOrCodeName)}.`
  throw new Problem('invalid_parameter', message, [{ parameter: 'channel', message }])
}
