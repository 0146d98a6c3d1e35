import { sql } from 'kysely'
import type { CatalogueTransaction } from '../change-catalogue.ts'
import type { Tally } from './tally.ts'

/** What every part of a run needs. */
export interface ProvisioningRun {
  readonly transaction: CatalogueTransaction
  /** When the run happens: what is created or changed says so. */
  readonly at: Date
  readonly tally: Tally
}

/** New values for some columns of a row. */
export type Changes<Row> = Partial<Omit<Row, 'id'>>

/** The columns that a document changes. Undefined wants nothing: what a document leaves out stays. */
export function findChanges<Row extends object>(
  row: Row,
  wanted: { readonly [Column in keyof Omit<Row, 'id'>]?: Row[Column] | undefined },
): Changes<Row> {
  const changed = Object.entries(wanted).filter(
    ([column, value]) => value !== undefined && value !== row[column as keyof Row],
  )
  return Object.fromEntries(changed) as Changes<Row>
}

export function isEmpty(changes: object): boolean {
  return Object.keys(changes).length === 0
}

/**
 * Gives rows a name that nobody else has, before any of them gets its new one: within a document names may change
 * hands, in any order.
 */
export async function freeNames(
  { transaction }: ProvisioningRun,
  table: 'channels' | 'consents' | 'definitions',
  column: 'name' | 'code_name',
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    UPDATE ${sql.table(table)} SET ${sql.ref(column)} = 'renamed ' || guid WHERE id = ANY (${ids}::int[])
  `.execute(transaction)
}
