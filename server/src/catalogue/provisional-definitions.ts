import { newId, parseGuid, type Uuid } from '../domain/ids.ts'
import type { DefinitionKind } from '../domain/kinds.ts'
import type { Queries } from '../platform/database/queries.ts'
import { changeCatalogue } from './change-catalogue.ts'
import { foldCase, isDefinitionName } from './names.ts'

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
    // All of them, because names are compared here and not by the database: what is upper case depends on its locale.
    const rows = await transaction
      .selectFrom('definitions')
      .select(['id', 'guid', 'kind', 'name', 'provisional'])
      .execute()
    const existing = rows.find((row) => row.kind === wanted.kind && isWanted(row, wanted))
    if (existing !== undefined) return { changed: false, result: existing.id }
    const isFull = rows.filter(({ provisional }) => provisional).length >= MAX_PROVISIONAL_DEFINITIONS
    if (isFull || rows.some(({ guid }) => guid === wanted.guid)) return { changed: false, result: null }
    const { id } = await transaction
      .insertInto('definitions')
      .values({ ...wanted, display_name: wanted.name, provisional: true, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { changed: true, result: id }
  })
}

function isWanted(row: { guid: Uuid; name: string }, { guid, name }: WantedDefinition): boolean {
  return row.guid === guid || foldCase(row.name) === foldCase(name)
}
