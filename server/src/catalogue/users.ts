import { Format } from 'typebox/format'
import type { Queries } from '../platform/database/queries.ts'
import { type CatalogueTransaction, changeCatalogue } from './change-catalogue.ts'
import { foldCase } from './names.ts'
import { hashPassword } from './passwords.ts'
import type { Role } from './snapshot.ts'

/** Characters, RFC 5321. */
const MAX_EMAIL_LENGTH = 254
/** Characters, for a password that a person chooses: what NIST SP 800-63B asks at least, and half as much again. */
const MIN_PASSWORD_LENGTH = 12
const MAX_PASSWORD_LENGTH = 1_000

/** Whether an account may have this address; `admin@localhost` is one. */
export function isEmail(text: string): boolean {
  return text.length <= MAX_EMAIL_LENGTH && Format.IsEmail(text)
}

/** What is wrong with a password that somebody chose for an account, as a sentence; null when nothing is. */
export function findPasswordFlaw(password: string, email: string): string | null {
  const characters = [...password]
  if (characters.length < MIN_PASSWORD_LENGTH)
    return `A password needs at least ${MIN_PASSWORD_LENGTH} characters; a few words in a row are good.`
  if (characters.length > MAX_PASSWORD_LENGTH)
    return `A password has at most ${MAX_PASSWORD_LENGTH} characters.`
  if (/\p{Cc}/u.test(password)) return 'A password is one line without control characters.'
  if (new Set(characters).size < 4) return 'A password needs at least four different characters.'
  if (foldCase(password).includes(foldCase(email))) return 'A password may not contain the e-mail address.'
  return null
}

/** False when the address is taken. */
export async function createUser(
  db: Queries,
  user: { email: string; password: string; role: Role; at: Date },
): Promise<boolean> {
  // Outside of the transaction: a hash takes its time, and writers take turns.
  const password_hash = await hashPassword(user.password)
  return changeCatalogue(db, async (transaction) => {
    if ((await findUser(transaction, user.email)) !== undefined) return { changed: false, result: false }
    const { email, role, at } = user
    await transaction.insertInto('users').values({ email, role, password_hash, created_at: at }).execute()
    return { changed: true, result: true }
  })
}

/** False when there is no such user. */
export async function setPassword(db: Queries, email: string, password: string): Promise<boolean> {
  const password_hash = await hashPassword(password)
  return changeCatalogue(db, async (transaction) => {
    const user = await findUser(transaction, email)
    if (user === undefined) return { changed: false, result: false }
    await transaction.updateTable('users').set({ password_hash }).where('id', '=', user.id).execute()
    return { changed: true, result: true }
  })
}

export interface Account {
  readonly id: number
  readonly passwordHash: string
}

/** The account of an address, in any case; null when there is none. */
export async function findAccount(db: Queries, email: string): Promise<Account | null> {
  const user = (await db.selectFrom('users').select(['id', 'email', 'password_hash']).execute()).find(
    (user) => foldCase(user.email) === foldCase(email),
  )
  return user === undefined ? null : { id: user.id, passwordHash: user.password_hash }
}

/** By address. */
export function listUsers(db: Queries): Promise<{ email: string; role: Role; created_at: Date }[]> {
  return db.selectFrom('users').select(['email', 'role', 'created_at']).orderBy('email').execute()
}

/** The last administrator stays: without one nobody could make another. */
export function deleteUser(db: Queries, email: string): Promise<'deleted' | 'unknown' | 'last admin'> {
  return changeCatalogue(db, async (transaction) => {
    const user = await findUser(transaction, email)
    if (user === undefined) return { changed: false, result: 'unknown' }
    if (user.role === 'admin' && (await countAdmins(transaction)) === 1)
      return { changed: false, result: 'last admin' }
    await transaction.deleteFrom('users').where('id', '=', user.id).execute()
    return { changed: true, result: 'deleted' }
  })
}

async function findUser(transaction: CatalogueTransaction, email: string) {
  const users = await transaction.selectFrom('users').select(['id', 'email', 'role']).execute()
  return users.find((user) => foldCase(user.email) === foldCase(email))
}

async function countAdmins(transaction: CatalogueTransaction): Promise<number> {
  const { admins } = await transaction
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('admins'))
    .where('role', '=', 'admin')
    .executeTakeFirstOrThrow()
  return admins
}
