import type { Queries } from '../platform/database/queries.ts'
import { type CatalogueTransaction, changeCatalogue } from './change-catalogue.ts'
import { foldCase } from './names.ts'
import { generateSecret, hashSecret } from './secrets.ts'
import type { Role } from './snapshot.ts'

/** Makes a token of the management API. Resolves with it, in clear for this once, or with null: the name is taken. */
export function createToken(
  db: Queries,
  { name, role, at }: { name: string; role: Role; at: Date },
): Promise<string | null> {
  return changeCatalogue(db, async (transaction) => {
    if ((await findToken(transaction, name)) !== undefined) return { changed: false, result: null }
    const secret = generateSecret('wm_token_')
    await transaction
      .insertInto('tokens')
      .values({ name, role, secret_hash: hashSecret(secret), created_at: at })
      .execute()
    return { changed: true, result: secret }
  })
}

/** By name. The tokens themselves are not stored, only their hashes. */
export function listTokens(db: Queries): Promise<{ name: string; role: Role; created_at: Date }[]> {
  return db.selectFrom('tokens').select(['name', 'role', 'created_at']).orderBy('name').execute()
}

/** False when no token has that name. */
export function deleteToken(db: Queries, name: string): Promise<boolean> {
  return changeCatalogue(db, async (transaction) => {
    const token = await findToken(transaction, name)
    if (token === undefined) return { changed: false, result: false }
    await transaction.deleteFrom('tokens').where('id', '=', token.id).execute()
    return { changed: true, result: true }
  })
}

async function findToken(transaction: CatalogueTransaction, name: string) {
  const tokens = await transaction.selectFrom('tokens').select(['id', 'name']).execute()
  return tokens.find((token) => foldCase(token.name) === foldCase(name))
}
