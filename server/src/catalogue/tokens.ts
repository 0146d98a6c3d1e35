import type { Queries } from '../platform/database/queries.ts'
import { type CatalogueTransaction, changeCatalogue } from './change-catalogue.ts'
import { foldCase } from './names.ts'
import { generateSecret, hashSecret } from './secrets.ts'
import type { Role } from './snapshot.ts'

type Created = { secret: string } | { taken: string }

/** Makes a token of the management API. Resolves with it, in clear for this once, or with the name that is taken already,
 * as it is stored. */
export function createToken(
  db: Queries,
  { name, role, at }: { name: string; role: Role; at: Date },
): Promise<Created> {
  return changeCatalogue<Created>(db, async (transaction) => {
    const found = await findToken(transaction, name)
    if (found !== undefined) return { changed: false, result: { taken: found.name } }
    const secret = generateSecret('wm_token_')
    await transaction
      .insertInto('tokens')
      .values({ name, role, secret_hash: hashSecret(secret), created_at: at })
      .execute()
    return { changed: true, result: { secret } }
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
