import { sql } from 'kysely'
import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { readSettings } from '../../catalogue/settings.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { firstDemoId, lastDemoId } from '../shared/demo-ids.ts'

export async function findDemoChannels(db: Queries): Promise<number[]> {
  const rows = await db
    .selectFrom('channels')
    .select('id')
    .where('guid', '>=', firstDemoId)
    .where('guid', '<=', lastDemoId)
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes the sums of the demo's channels those of the contacts that stay in them: mostly of nobody. */
export async function recountDemoChannels(db: Queries, demoChannels: readonly number[]): Promise<void> {
  const { settings } = readSettings(await db.selectFrom('settings').selectAll().execute())
  await sql`DELETE FROM daily_counts WHERE channel_id = ANY (${demoChannels}::int[])`.execute(db)
  await sql`
    INSERT INTO daily_counts (day, channel_id, definition_id, activities)
    SELECT (occurred_at AT TIME ZONE ${settings['reports.timeZone']})::date, channel_id, definition_id, count(*)
    FROM activities
    WHERE contact_id IN (SELECT contact_id FROM demo_contacts) AND channel_id = ANY (${demoChannels}::int[])
    GROUP BY 1, 2, 3
  `.execute(db)
  // Reports are summed up anew when somebody asks for them.
  await sql`DELETE FROM report_visits WHERE channel_id = ANY (${demoChannels}::int[])`.execute(db)
  await sql`DELETE FROM report_days`.execute(db)
}

/** Deletes what the demo has set up, but for what real visitors or administrators have come to use. */
export async function deleteUnusedSetUp(transaction: CatalogueTransaction): Promise<void> {
  const isDemo = sql`guid BETWEEN ${firstDemoId}::uuid AND ${lastDemoId}::uuid`
  await sql`
    DELETE FROM definitions AS d WHERE ${isDemo}
      AND NOT EXISTS (SELECT FROM daily_counts WHERE definition_id = d.id)
  `.execute(transaction)
  await sql`
    DELETE FROM channels AS c WHERE ${isDemo}
      AND NOT EXISTS (SELECT FROM api_keys WHERE channel_id = c.id)
      AND NOT EXISTS (SELECT FROM daily_counts WHERE channel_id = c.id)
  `.execute(transaction)
  const isUnused = sql`
    NOT EXISTS (SELECT FROM consent_agreements WHERE consent_id = k.id)
    AND NOT EXISTS (SELECT FROM channels WHERE require_consent_id = k.id)`
  await sql`
    DELETE FROM consent_archive USING consents AS k WHERE consent_id = k.id AND ${isDemo} AND ${isUnused}
  `.execute(transaction)
  await sql`DELETE FROM consents AS k WHERE ${isDemo} AND ${isUnused}`.execute(transaction)
}
