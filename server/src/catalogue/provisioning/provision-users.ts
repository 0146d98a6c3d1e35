import { hashPassword, verifyPassword } from '../passwords.ts'
import type { Role } from '../snapshot.ts'
import { findPasswordFlaw } from '../users.ts'
import type { Item } from './document.schemas.ts'
import { matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type UserItem = Item<'users'>
interface UserRow {
  readonly id: number
  readonly email: string
  readonly password_hash: string
  readonly role: Role
}

export async function provisionUsers(run: ProvisioningRun, items: readonly UserItem[]): Promise<void> {
  const { transaction, at, tally } = run
  const rows: UserRow[] = await transaction.selectFrom('users').selectAll().execute()
  const matches = matchItems<UserItem, UserRow>(items, rows, {
    list: 'users',
    noun: 'user',
    nameMember: 'email',
    itemName: ({ email }) => email,
    rowName: ({ email }) => email,
  })
  for (const { item, row, path } of matches) {
    const { email, password, role } = item
    if (row !== undefined) {
      const changes = findChanges(row, {
        email,
        role,
        password_hash: await hashIfNew(item, row.password_hash, path),
      })
      if (isEmpty(changes)) continue
      await transaction.updateTable('users').set(changes).where('id', '=', row.id).execute()
      tally.add('user', 'changed')
    } else if (password === undefined || role === undefined) {
      throw ProvisioningError.at(path, 'needs a password and a role, since there is no such user yet')
    } else {
      const password_hash = await hashAccepted(password, email, path)
      await transaction.insertInto('users').values({ email, role, password_hash, created_at: at }).execute()
      tally.add('user', 'created')
    }
  }
}

/** The same password has another hash each time: it changes only when the stored one does not fit. */
async function hashIfNew(
  { email, password }: UserItem,
  stored: string,
  path: string,
): Promise<string | undefined> {
  if (password === undefined || (await verifyPassword(password, stored))) return undefined
  return hashAccepted(password, email, path)
}

/** By the rules of a password that is chosen anywhere else. */
async function hashAccepted(password: string, email: string, path: string): Promise<string> {
  const flaw = findPasswordFlaw(password, email)
  if (flaw !== null)
    throw ProvisioningError.at(`${path}.password`, `is not accepted: ${flaw.replace(/\.$/, '')}`)
  return hashPassword(password)
}
