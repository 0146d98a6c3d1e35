import { sql } from 'kysely'
import { hashSecret } from '../secrets.ts'
import type { Role } from '../snapshot.ts'
import type { Item } from './document.schemas.ts'
import { type Match, matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'
import { fingerprintSecret, type SecretHolder } from './secret-holders.ts'

type TokenItem = Item<'tokens'>
interface TokenRow {
  readonly id: number
  readonly name: string
  readonly secret_hash: string
  readonly role: Role
}
export type PlannedToken = Match<TokenItem, TokenRow>

/** Reads the tokens of the document, without writing: whether a secret is in two places shows when all are known. */
export async function planTokens(
  { transaction }: ProvisioningRun,
  items: readonly TokenItem[],
): Promise<{ tokens: PlannedToken[]; holders: SecretHolder[] }> {
  const rows: TokenRow[] = await transaction.selectFrom('tokens').selectAll().execute()
  const tokens = matchItems<TokenItem, TokenRow>(items, rows, {
    list: 'tokens',
    noun: 'token',
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
  })
  for (const { item, row, path } of tokens) {
    if (row === undefined && (item.secret === undefined || item.role === undefined)) {
      throw ProvisioningError.at(path, 'needs a secret and a role, since there is no such token yet')
    }
  }
  const given = tokens.filter(({ item }) => item.secret !== undefined)
  const replaced = new Set(given.map(({ row }) => row))
  const holders = [
    ...rows.filter((row) => !replaced.has(row)).map(describeStored),
    ...given.map(({ item, path }) => ({
      name: `the token "${item.name}" at ${path}`,
      path: `${path}.secret`,
      fingerprints: fingerprintSecret(item.secret ?? ''),
    })),
  ]
  return { tokens, holders }
}

function describeStored({ name, secret_hash }: TokenRow): SecretHolder {
  return { name: `the stored token "${name}"`, path: null, fingerprints: [secret_hash] }
}

export async function storeTokens(run: ProvisioningRun, tokens: readonly PlannedToken[]): Promise<void> {
  const { transaction, at, tally } = run
  const changes = tokens.flatMap(({ item, row }) => {
    if (row === undefined) return []
    const hash = item.secret === undefined ? undefined : hashSecret(item.secret)
    return { id: row.id, columns: findChanges(row, { name: item.name, role: item.role, secret_hash: hash }) }
  })
  await freeSecrets(
    run,
    changes.filter(({ columns }) => columns.secret_hash !== undefined).map(({ id }) => id),
  )
  for (const { id, columns } of changes) {
    if (isEmpty(columns)) continue
    await transaction.updateTable('tokens').set(columns).where('id', '=', id).execute()
    tally.add('token', 'changed')
  }
  for (const { item, row } of tokens) {
    if (row !== undefined || item.secret === undefined || item.role === undefined) continue
    const { name, role, secret } = item
    await transaction
      .insertInto('tokens')
      .values({ name, role, secret_hash: hashSecret(secret), created_at: at })
      .execute()
    tally.add('token', 'created')
  }
}

/** Secrets may change hands within a document, in any order. */
async function freeSecrets({ transaction }: ProvisioningRun, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    UPDATE tokens SET secret_hash = 'replaced ' || secret_hash WHERE id = ANY (${ids}::int[])
  `.execute(transaction)
}
