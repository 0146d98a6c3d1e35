import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Queries } from '../../platform/database/queries.ts'

export interface StatementRow {
  readonly consent_id: number
  readonly consent_hash: string
  readonly channel_id: number
  readonly agreed: boolean
  readonly at: Date
  /** How many there are of its consent. */
  readonly count: number
}

/** What a contact said of each consent, newest first: the newest `limit` of each. */
export async function readStatements(
  queries: Queries,
  contactIds: readonly Uuid[],
  limit: number,
): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    SELECT * FROM (
      SELECT g.consent_id, g.consent_hash, g.channel_id, g.agreed, g.at,
        count(*) OVER (PARTITION BY g.consent_id) AS count,
        row_number() OVER (PARTITION BY g.consent_id ORDER BY g.at DESC, g.agreed) AS place
      FROM consent_agreements g WHERE g.contact_id = ANY(${contactIds}::uuid[])
    ) said WHERE said.place <= ${limit} ORDER BY said.at DESC, said.agreed`.execute(queries)
  return rows
}

export interface ConsentRow {
  readonly id: number
  readonly guid: Uuid
  readonly name: string
  readonly display_name: string
  readonly hash: string
  readonly languages: readonly string[]
  /** Hashes of the texts in its archive, oldest first. */
  readonly archive: readonly string[]
}

export async function readConsents(queries: Queries): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    SELECT c.id, c.guid, c.name, c.display_name, c.hash,
      array(SELECT code FROM jsonb_object_keys(c.texts) code ORDER BY code) AS languages,
      array(SELECT v.hash FROM consent_archive v WHERE v.consent_id = c.id ORDER BY v.archived_at, v.hash) AS archive
    FROM consents c ORDER BY c.id`.execute(queries)
  return rows
}

/** The texts of a consent as they were under a hash; null where they are not kept. */
export async function findTexts(
  queries: Queries,
  consentId: number,
  hash: string,
): Promise<JsonObject | null> {
  const { rows } = await sql<{ texts: JsonObject }>`
    SELECT c.texts FROM consents c WHERE c.id = ${consentId} AND c.hash = ${hash}
    UNION ALL
    SELECT v.texts FROM consent_archive v WHERE v.consent_id = ${consentId} AND v.hash = ${hash}
    LIMIT 1`.execute(queries)
  return rows[0]?.texts ?? null
}
