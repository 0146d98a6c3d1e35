import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { parseOrigin, splitList } from '../../catalogue/origins.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { Problem } from '../shared/problem.ts'
import type { ListedOrigin } from './channels.schemas.ts'

/** What a list of origins may be long, in characters: as that of a provisioning file. */
const MAX_LIST_LENGTH = 10_000
const SETTING = 'headless.corsAllowedOrigins'

/** A list with, or without, an origin; null where it is so already. */
export type ChangeList = (list: string, origin: string) => string | null

/**
 * Changes from where pages may send to a channel: by the list of each of its Sitecore keys that is enabled
 * (docs/spec/sitecore.md §1.6), or by the setting that counts for the whole Xperience API (docs/spec/xperience.md §1.9).
 */
export async function changeOrigins(
  transaction: CatalogueTransaction,
  change: ChangeList,
  wanted: {
    readonly channelId: number
    readonly api: TrackingApiName
    readonly origin: string
    readonly at: Date
  },
): Promise<ListedOrigin> {
  const origin = parseOrigin(wanted.origin) ?? wanted.origin
  return wanted.api === 'sitecore'
    ? changeKeys(transaction, change, { ...wanted, origin })
    : changeSetting(transaction, change, origin)
}

async function changeKeys(
  transaction: CatalogueTransaction,
  change: ChangeList,
  { channelId, origin, at }: { readonly channelId: number; readonly origin: string; readonly at: Date },
): Promise<ListedOrigin> {
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
    const list = change(cors_origins, origin)
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

async function changeSetting(
  transaction: CatalogueTransaction,
  change: ChangeList,
  origin: string,
): Promise<ListedOrigin> {
  const row = await transaction
    .selectFrom('settings')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst()
  const list = change(typeof row?.value === 'string' ? row.value : '', origin)
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

export const addOrigin: ChangeList = (list, origin) => {
  const entries = splitList(list)
  if (entries.some((entry) => entry === '*' || parseOrigin(entry) === origin)) return null
  const longer = [...entries, origin].join(';')
  if (longer.length <= MAX_LIST_LENGTH) return longer
  throw new Problem(
    'invalid_body',
    `The list of origins has no room for another one: it takes ${MAX_LIST_LENGTH} characters.`,
  )
}

export const removeOrigin: ChangeList = (list, origin) => {
  const entries = splitList(list)
  const others = entries.filter((entry) => parseOrigin(entry) !== origin)
  return others.length === entries.length ? null : others.join(';')
}
