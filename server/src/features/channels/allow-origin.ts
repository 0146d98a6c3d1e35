import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { parseOrigin, splitList } from '../../catalogue/origins.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { Problem } from '../shared/problem.ts'
import type { AllowedOrigin } from './channels.schemas.ts'

/** What a list of origins may be long, in characters: as that of a provisioning file. */
const MAX_LIST_LENGTH = 10_000
const SETTING = 'headless.corsAllowedOrigins'

/**
 * Lets pages of an origin send to a channel: by the list of each of its Sitecore keys that is enabled (docs/spec/sitecore.md
 * §1.6), or by the setting that counts for the whole Xperience API (docs/spec/xperience.md §1.9).
 */
export async function allowOrigin(
  transaction: CatalogueTransaction,
  wanted: {
    readonly channelId: number
    readonly api: TrackingApiName
    readonly origin: string
    readonly at: Date
  },
): Promise<AllowedOrigin> {
  const origin = parseOrigin(wanted.origin) ?? wanted.origin
  return wanted.api === 'sitecore'
    ? allowByKeys(transaction, wanted.channelId, origin, wanted.at)
    : allowBySetting(transaction, origin)
}

async function allowByKeys(
  transaction: CatalogueTransaction,
  channelId: number,
  origin: string,
  at: Date,
): Promise<AllowedOrigin> {
  const keys = await transaction
    .selectFrom('api_keys')
    .select(['id', 'name', 'cors_origins'])
    .where('channel_id', '=', channelId)
    .where('access', '=', 'sitecore')
    .where('enabled', '=', true)
    .orderBy('name')
    .execute()
  if (keys.length === 0)
    throw new Problem('no_usable_key', 'This channel has no enabled Sitecore key that could list an origin.')
  let changed = false
  for (const { id, cors_origins } of keys) {
    const list = addTo(cors_origins, origin)
    if (list === null) continue
    changed = true
    await transaction
      .updateTable('api_keys')
      .set({ cors_origins: list, modified_at: at })
      .where('id', '=', id)
      .execute()
  }
  return { origin, changed, places: keys.map(({ name }) => name) }
}

async function allowBySetting(transaction: CatalogueTransaction, origin: string): Promise<AllowedOrigin> {
  const row = await transaction
    .selectFrom('settings')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst()
  const list = addTo(typeof row?.value === 'string' ? row.value : '', origin)
  if (list !== null) {
    const value = JSON.stringify(list)
    await transaction
      .insertInto('settings')
      .values({ name: SETTING, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }
  return { origin, changed: list !== null, places: [SETTING] }
}

/** The list with the origin, or null where it has that already. */
function addTo(list: string, origin: string): string | null {
  const entries = splitList(list)
  if (entries.some((entry) => entry === '*' || parseOrigin(entry) === origin)) return null
  const longer = [...entries, origin].join(';')
  if (longer.length <= MAX_LIST_LENGTH) return longer
  throw new Problem(
    'invalid_body',
    `The list of origins has no room for another one: it takes ${MAX_LIST_LENGTH} characters.`,
  )
}
