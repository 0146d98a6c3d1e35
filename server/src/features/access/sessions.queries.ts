import { hashSecret } from '../../catalogue/secrets.ts'
import type { Role } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'

export interface SessionUser {
  readonly id: number
  readonly email: string
  readonly role: Role
}

/** A session ends when it was not used for so long, or is so old. */
const MAX_IDLE_MS = 12 * 60 * 60_000
export const MAX_AGE_MS = 30 * 24 * 60 * 60_000
/** How exactly it is noted when a session was used: a request that only reads should not write as well. */
const NOTE_USE_EVERY_MS = 5 * 60_000
const MAX_USER_AGENT_LENGTH = 200

export async function beginSession(
  db: Queries,
  session: { secret: string; userId: number; userAgent: string; at: Date },
): Promise<void> {
  const { secret, userId, userAgent, at } = session
  await db
    .insertInto('sessions')
    .values({
      secret_hash: hashSecret(secret),
      user_id: userId,
      began_at: at,
      used_at: at,
      user_agent: userAgent.slice(0, MAX_USER_AGENT_LENGTH),
    })
    .execute()
  await db
    .deleteFrom('sessions')
    .where('began_at', '<', new Date(at.getTime() - MAX_AGE_MS))
    .execute()
}

/** Who is signed in with this secret; null when the session has ended. */
export async function findSessionUser(db: Queries, secret: string, at: Date): Promise<SessionUser | null> {
  const secret_hash = hashSecret(secret)
  const session = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.email', 'u.role', 's.used_at'])
    .where('s.secret_hash', '=', secret_hash)
    .where('s.used_at', '>', new Date(at.getTime() - MAX_IDLE_MS))
    .where('s.began_at', '>', new Date(at.getTime() - MAX_AGE_MS))
    .executeTakeFirst()
  if (session === undefined) return null
  const { used_at, ...user } = session
  if (at.getTime() - used_at.getTime() > NOTE_USE_EVERY_MS)
    await db.updateTable('sessions').set({ used_at: at }).where('secret_hash', '=', secret_hash).execute()
  return user
}

export async function endSession(db: Queries, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('secret_hash', '=', hashSecret(secret)).execute()
}

/** Signs a user out everywhere, but for the session with the secret `but`. How many sessions that ended. */
export async function endSessionsOf(db: Queries, userId: number, but: string | null): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(but !== null, (query) => query.where('secret_hash', '<>', hashSecret(but ?? '')))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function countSessionsOf(db: Queries, userId: number): Promise<number> {
  const { sessions } = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll<number>().as('sessions'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return sessions
}
