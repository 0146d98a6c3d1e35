import type { JsonObject } from '../domain/json.ts'
import type { Queries } from '../platform/database/queries.ts'
import type { Logger } from '../platform/logger.ts'
import { buildSnapshot } from './build-snapshot.ts'
import type { CatalogueTransaction } from './change-catalogue.ts'
import { readConsentTexts } from './consents/consent-texts.ts'
import { parseOrigin, splitList } from './origins.ts'
import { readSettings } from './settings.ts'
import type { ApiKey, Channel, Consent, Definition, Language, Snapshot, Token } from './snapshot.ts'

/** Reads the whole catalogue as it is at one moment. */
export function loadSnapshot(db: Queries, logger: Logger): Promise<Snapshot> {
  const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return transaction.execute(async (moment) => {
    const version = await loadVersion(moment)
    const { settings, ignored } = readSettings(await moment.selectFrom('settings').selectAll().execute())
    if (ignored.length > 0)
      logger.warn({ settings: ignored }, 'Stored settings that are not accepted: defaults count')
    const channels = await loadChannels(moment)
    return buildSnapshot({
      version,
      settings,
      channels,
      languages: await loadLanguages(moment),
      consents: await loadConsents(moment),
      keys: await loadKeys(moment, channels),
      definitions: await loadDefinitions(moment),
      tokens: await loadTokens(moment),
    })
  })
}

/** The number that every change raises (change-catalogue.ts). */
export async function loadVersion(db: Queries): Promise<number> {
  const row = await db.selectFrom('installation').select('catalogue_version').executeTakeFirstOrThrow()
  return row.catalogue_version
}

async function loadLanguages(moment: CatalogueTransaction): Promise<Language[]> {
  return moment
    .selectFrom('languages')
    .leftJoin('languages as fallback', 'fallback.id', 'languages.fallback_id')
    .select(['languages.code', 'languages.is_default as isDefault', 'fallback.code as fallback'])
    .orderBy('languages.id')
    .execute()
}

async function loadConsents(moment: CatalogueTransaction): Promise<Consent[]> {
  const rows = await moment
    .selectFrom('consents')
    .select(['id', 'guid', 'name', 'display_name as displayName', 'texts', 'hash'])
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, texts: mapTexts(row.texts) }))
}

function mapTexts(stored: JsonObject): Consent['texts'] {
  return new Map(Object.entries(readConsentTexts(stored)))
}

async function loadChannels(moment: CatalogueTransaction): Promise<Channel[]> {
  const rows = await moment
    .selectFrom('channels')
    .leftJoin('languages', 'languages.id', 'channels.language_id')
    .select([
      'channels.id',
      'channels.guid',
      'channels.name',
      'channels.code_name as codeName',
      'languages.code as language',
      'channels.require_consent_id as requireConsentId',
      'channels.allow_provisional as allowProvisional',
      'channels.removed_processors as removedProcessors',
    ])
    .orderBy('channels.id')
    .execute()
  return rows.map((row) => ({ ...row, removedProcessors: splitList(row.removedProcessors) }))
}

async function loadKeys(
  moment: CatalogueTransaction,
  channels: readonly Channel[],
): Promise<{ key: ApiKey; foundBy: string }[]> {
  const rows = await moment.selectFrom('api_keys').selectAll().orderBy('id').execute()
  const channelById = new Map(channels.map((channel) => [channel.id, channel]))
  return rows.flatMap(({ id, name, access, enabled, ...row }) => {
    const channel = channelById.get(row.channel_id)
    const foundBy = row.public_key ?? row.secret_hash
    if (channel === undefined || foundBy === null) return []
    const corsOrigins = splitList(row.cors_origins).flatMap((entry) => parseOrigin(entry) ?? [])
    const key = { id, name, access, enabled, channel, corsOrigins, rateLimit: row.rate_limit }
    return { key, foundBy }
  })
}

async function loadDefinitions(moment: CatalogueTransaction): Promise<Definition[]> {
  return moment
    .selectFrom('definitions')
    .select([
      'id',
      'guid',
      'kind',
      'name',
      'display_name as displayName',
      'points',
      'traffic_channel as trafficChannel',
      'enabled',
      'built_in as builtIn',
      'provisional',
      'era',
      'show_as_latest_event as showAsLatestEvent',
      'show_in_events_list as showInEventsList',
    ])
    .orderBy('id')
    .execute()
}

async function loadTokens(moment: CatalogueTransaction): Promise<{ token: Token; hash: string }[]> {
  const rows = await moment
    .selectFrom('tokens')
    .select(['name', 'role', 'secret_hash'])
    .orderBy('id')
    .execute()
  return rows.map(({ name, role, secret_hash }) => ({ token: { name, role }, hash: secret_hash }))
}
