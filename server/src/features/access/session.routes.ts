import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hashPassword, verifyPassword } from '../../catalogue/passwords.ts'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { type Account, findAccount, findPasswordFlaw, setPassword } from '../../catalogue/users.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { readBody } from '../shared/bodies.ts'
import { Problem } from '../shared/problem.ts'
import { requireUser, roleOf, type User } from '../shared/request-role.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { ChangePasswordSchema, type Session, SessionSchema, SignInSchema } from './session.schemas.ts'
import { forgetSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts'
import { beginSession, countSessionsOf, endSession, endSessionsOf, MAX_AGE_MS } from './sessions.queries.ts'
import { createSignInLimit } from './sign-in-limit.ts'

export interface SessionDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Of Waymark. */
  readonly version: string
  readonly publicUrl: string | null
  readonly sitecorePath: string
}

const tags = ['Sign-in']

/** How people sign in to the admin, and out; docs/spec/waymark.md §9. */
export function registerSessionRoutes(app: FastifyInstance, dependencies: SessionDependencies): void {
  const { queries, catalogue, now, version, publicUrl, sitecorePath } = dependencies
  const limit = createSignInLimit(now)
  /** Of nobody: an account that does not exist takes as long to refuse as one that does. Made with the first attempt, whoever
   * makes it: 19 MiB that a start can do without. */
  let nobodysHash: Promise<string> | undefined

  app.post(
    '/session',
    {
      config: { roles: 'anyone' },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in',
        description: 'The reply sets the cookie of the session. Browsers only; programs use a token.',
        body: SignInSchema,
        response: { 204: { description: 'Signed in.', type: 'null' } },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, publicUrl)
      const { email, password } = readBody(request.body, SignInSchema)
      const account = await authenticate(request, email, password)
      const secret = randomBytes(32).toString('base64url')
      const userAgent = request.headers['user-agent'] ?? ''
      await beginSession(queries, { secret, userId: account.id, userAgent, at: new Date(now()) })
      writeSessionCookie(reply, secret, MAX_AGE_MS / 1000, publicUrl)
      return reply.code(204).send()
    },
  )

  app.get(
    '/session',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'getSession',
        summary: 'Who is signed in',
        response: { 200: SessionSchema },
      },
    },
    async (request): Promise<Session> => {
      const { id, email } = requireUser(request)
      const { settings } = catalogue.snapshot
      return {
        user: { email, role: roleOf(request), sessions: await countSessionsOf(queries, id) },
        installation: {
          version,
          timeZone: settings['reports.timeZone'],
          showsAnonymous: settings['profiles.showAnonymous'],
          publicUrl,
          sitecorePath,
        },
      }
    },
  )

  app.delete(
    '/session',
    {
      config: { roles: 'anyone' },
      schema: { tags, operationId: 'signOut', summary: 'Sign out', response: { 204: signedOut } },
    },
    async (request, reply) => {
      requireOwnOrigin(request, publicUrl)
      const secret = readSessionCookie(request)
      if (secret !== null) await endSession(queries, secret)
      return leave(reply)
    },
  )

  app.delete(
    '/sessions',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'signOutEverywhere',
        summary: 'Sign out in every browser',
        response: { 204: signedOut },
      },
    },
    async (request, reply) => {
      await endSessionsOf(queries, requireUser(request).id, null)
      return leave(reply)
    },
  )

  app.put(
    '/session/password',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the own password',
        description: 'Every other browser is signed out.',
        body: ChangePasswordSchema,
        response: { 204: { description: 'Changed.', type: 'null' } },
      },
    },
    async (request, reply) => {
      const user = requireUser(request)
      const { current, next } = readBody(request.body, ChangePasswordSchema)
      await authenticate(request, user.email, current)
      refuseFlaw(next, user)
      await setPassword(queries, user.email, next)
      await endSessionsOf(queries, user.id, readSessionCookie(request))
      return reply.code(204).send()
    },
  )

  function leave(reply: FastifyReply): FastifyReply {
    forgetSessionCookie(reply, publicUrl)
    return reply.code(204).send()
  }

  async function authenticate(request: FastifyRequest, email: string, password: string): Promise<Account> {
    const wait = limit.attempt(email, request.ip)
    if (wait > 0)
      throw new Problem(
        'too_many_failures',
        `Too many attempts to sign in. Try again in ${wait} seconds.`,
        [],
        wait,
      )
    nobodysHash ??= hashPassword(randomBytes(20).toString('hex'))
    const [account, hash] = await Promise.all([findAccount(queries, email), nobodysHash])
    const isRight = await verifyPassword(password, account?.passwordHash ?? hash)
    if (account === null || !isRight)
      throw new Problem('wrong_credentials', 'The e-mail address or the password is wrong.')
    limit.succeed(email, request.ip)
    return account
  }
}

const signedOut = { description: 'Signed out.', type: 'null' }

function refuseFlaw(password: string, { email }: User): void {
  const flaw = findPasswordFlaw(password, email)
  if (flaw !== null) throw new Problem('invalid_body', flaw, [{ parameter: 'next', message: flaw }])
}
