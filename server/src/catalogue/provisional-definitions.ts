import { newId, parseGuid, type Uuid } from '../domain/ids.ts'
import type { DefinitionKind } from '../domain/kinds.ts'
import type { Queries } from '../platform/database/queries.ts'
import { type CatalogueTransaction, changeCatalogue } from './change-catalogue.ts'
import { isDefinitionName } from './names.ts'

/** Anybody can send names with a Sitecore key, so there is an end to what becomes a definition. */
export const MAX_PROVISIONAL_DEFINITIONS = 1_000

export interface WantedDefinition {
  readonly kind: DefinitionKind
  readonly guid: Uuid
  readonly name: string
}

/** What a client asked for as a definition: a GUID stands for itself and is also the name. Null when it cannot be
 * one's name. */
export function readWantedDefinition(
  kind: DefinitionKind,
  idOrName: string,
  now: number,
): WantedDefinition | null {
  const guid = parseGuid(idOrName)
  if (guid !== null) return { kind, guid, name: guid }
  return isDefinitionName(kind, idOrName) ? { kind, guid: newId(now), name: idOrName } : null
}

/**
 * Stores a provisional definition, or finds the one that another process has stored meanwhile; gives its id. Null
 * when there are {@link MAX_PROVISIONAL_DEFINITIONS} already, or when the GUID belongs to another kind.
 */
export function storeProvisional(db: Queries, wanted: WantedDefinition, at: Date): Promise<number | null> {
  return changeCatalogue(db, async (transaction) => {
    const existing = await findDefinition(transaction, wanted)
    if (existing !== null || (await isFull(transaction))) return { changed: false, result: existing }
    const inserted = await transaction
      .insertInto('definitions')
      .values({ ...wanted, display_name: wanted.name, provisional: true, created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return { changed: inserted !== undefined, result: inserted?.id ?? null }
  })
}

async function findDefinition(
  transaction: CatalogueTransaction,
  wanted: WantedDefinition,
): Promise<number | null> {
  const row = await transaction
    .selectFrom('definitions')
    .select('id')
    .where('kind', '=', wanted.kind)
    .where(({ eb, fn, val, or }) =>
      or([eb('guid', '=', wanted.guid), eb(fn('lower', ['name']), '=', fn('lower', [val(wanted.name)]))]),
    )
    .executeTakeFirst()
  return row?.id ?? null
}

async function isFull(transaction: CatalogueTransaction): Promise<boolean> {
  const { count } = await transaction
    .selectFrom('definitions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('provisional', '=', true)
    .executeTakeFirstOrThrow()
  return count >= MAX_PROVISIONAL_DEFINITIONS
}
