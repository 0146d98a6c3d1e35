import { apiOfNumber } from '../../engine/store/statement.ts'
import type { Renaming } from '../../pipeline/unknown-names.ts'
import { readJson } from '../../platform/json/read-json.ts'
import type { ClaimedRow } from './claims.queries.ts'
import { sentOfNumber } from './rejected-numbers.ts'
import type { Replayers } from './why-not-replayable.ts'

/**
 * What a rejected event, as it would be replayed, becomes by a renaming: the same text where it names the other definition
 * already, null where it names neither.
 */
export function renameRejected(
  row: Pick<ClaimedRow, 'api' | 'sent' | 'payload' | 'corrected_payload'>,
  renaming: Renaming,
  replayers: Replayers,
): string | null {
  const payload = row.corrected_payload ?? row.payload ?? ''
  const sent = sentOfNumber(row.sent)
  const reading = readJson(Buffer.from(payload))
  if (!reading.ok || sent === null) return null
  const renamed = replayers[apiOfNumber(row.api)].rename(reading.value, sent, renaming)
  if (renamed === null) return null
  return renamed === reading.value ? payload : JSON.stringify(renamed)
}
