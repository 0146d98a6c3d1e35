import { sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { firstDemoId, isDemoId, lastDemoId } from '../shared/demo-ids.ts'
import type { SetUpView } from './setup.schemas.ts'

/** The channels that are not the demo's, oldest first, with what they have of what a first event needs. */
export async function readChannelSteps(db: Queries): Promise<SetUpView['channels']> {
  const { rows } = await sql<SetUpView['channels'][number]>`
    SELECT c.guid AS id, c.name, c.code_name AS "codeName",
      to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
      EXISTS (SELECT FROM api_keys WHERE channel_id = c.id AND enabled AND access = 'sitecore') AS "hasSitecoreKey",
      EXISTS (SELECT FROM api_keys WHERE channel_id = c.id AND enabled AND access = 'tracking') AS "hasTrackingKey",
      (SELECT min(day)::text FROM daily_counts WHERE channel_id = c.id) AS "firstEventOn"
    FROM channels AS c
    WHERE c.guid NOT BETWEEN ${firstDemoId}::uuid AND ${lastDemoId}::uuid
    ORDER BY c.created_at, c.id
  `.execute(db)
  return rows
}

export async function hasDemoRuns(db: Queries): Promise<boolean> {
  return (await db.selectFrom('demo_runs').select('seed').limit(1).executeTakeFirst()) !== undefined
}

/** What a shell, JSON and JavaScript leave as it is between their quotation marks. */
const HARMLESS = /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,60}$/

/** Names for snippets: those of the samples where they are set up, else others that are. */
export function chooseNames(snapshot: Snapshot): { goal: string | null; event: string | null } {
  const choose = (kind: 'goal' | 'event', preferred: string): string | null => {
    const usable = snapshot.definitions.filter(
      (one) =>
        one.kind === kind &&
        one.enabled &&
        !one.provisional &&
        !isDemoId(one.guid) &&
        HARMLESS.test(one.name),
    )
    return (usable.find(({ name }) => name === preferred) ?? usable[0])?.name ?? null
  }
  return { goal: choose('goal', 'Register'), event: choose('event', 'Download') }
}

export async function chooseConsent(db: Queries): Promise<string | null> {
  const consents = await db.selectFrom('consents').select(['guid', 'name']).orderBy('id').execute()
  return (
    consents.find(({ guid, name }) => !isDemoId(guid) && HARMLESS.test(name) && !name.includes(' '))?.name ??
    null
  )
}

/** The Sitecore key of a channel that was made first, of those that are enabled. */
export async function findPublicKey(db: Queries, channelId: number): Promise<Uuid | null> {
  const row = await db
    .selectFrom('api_keys')
    .select('public_key')
    .where('channel_id', '=', channelId)
    .where('access', '=', 'sitecore')
    .where('enabled', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.public_key ?? null
}
