import { sql, type Transaction } from 'kysely'
import type { Queries } from '../platform/database/queries.ts'
import type { Tables } from '../platform/database/tables.ts'

export type CatalogueTransaction = Transaction<Tables>

/** Where PostgreSQL announces each new version of the catalogue; the payload is its number. */
export const CATALOGUE_CHANNEL = 'waymark_catalogue'

/**
 * The one way to change what administrators set up. Writers take turns, in the whole installation, from before they
 * look until they have committed, so that what `work` reads stays true while it writes. When it says that it changed
 * something, the version rises and every process hears of it with the commit; when it throws, nothing happened.
 */
export function changeCatalogue<Result>(
  db: Queries,
  work: (transaction: CatalogueTransaction) => Promise<{ changed: boolean; result: Result }>,
): Promise<Result> {
  return db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('installation').select('id').forUpdate().execute()
    const { changed, result } = await work(transaction)
    if (changed) await announceChange(transaction)
    return result
  })
}

async function announceChange(transaction: CatalogueTransaction): Promise<void> {
  const { catalogue_version } = await transaction
    .updateTable('installation')
    .set(({ eb }) => ({ catalogue_version: eb('catalogue_version', '+', 1) }))
    .returning('catalogue_version')
    .executeTakeFirstOrThrow()
  await sql`SELECT pg_notify(${CATALOGUE_CHANNEL}, ${String(catalogue_version)})`.execute(transaction)
}
