import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { readBody } from '../shared/bodies.ts'
import { Problem } from '../shared/problem.ts'
import { requireUser } from '../shared/request-role.ts'
import { PreferenceSchema, preferencePathSchema } from './session.schemas.ts'

const MAX_BYTES = 16 * 1024
/** Of one person. Screens have some dozens. */
const MAX_PREFERENCES = 200
const tags = ['Sign-in']

/** How somebody likes the screens of the admin: what is kept here follows a person from browser to browser. */
export function registerPreferenceRoutes(app: FastifyInstance, { queries }: { queries: Queries }): void {
  app.get(
    '/session/preferences/:name',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'getPreference',
        summary: 'Get a preference of whoever is signed in',
        params: preferencePathSchema,
        response: { 200: PreferenceSchema },
      },
    },
    async (request): Promise<Static<typeof PreferenceSchema>> => {
      const row = await queries
        .selectFrom('user_preferences')
        .select('value')
        .where('user_id', '=', requireUser(request).id)
        .where('name', '=', readName(request))
        .executeTakeFirst()
      return { value: row?.value ?? null }
    },
  )

  app.put(
    '/session/preferences/:name',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'setPreference',
        summary: 'Set a preference of whoever is signed in',
        params: preferencePathSchema,
        body: PreferenceSchema,
        response: { 204: Type.Null({ description: 'Kept.' }) },
      },
    },
    async (request, reply) => {
      const user_id = requireUser(request).id
      const name = readName(request)
      const value = JSON.stringify(readBody(request.body, PreferenceSchema).value)
      if (Buffer.byteLength(value) > MAX_BYTES)
        throw new Problem('invalid_body', 'A preference takes at most 16 KiB.')
      const { numAffectedRows } = await sql`
        INSERT INTO user_preferences (user_id, name, value)
        SELECT ${user_id}::int, ${name}::text, ${value}::jsonb
        WHERE (SELECT count(*) FROM user_preferences WHERE user_id = ${user_id} AND name <> ${name}) < ${MAX_PREFERENCES}
        ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value`.execute(queries)
      if (numAffectedRows === 0n)
        throw new Problem('invalid_body', `Nobody has more than ${MAX_PREFERENCES} preferences.`)
      return reply.code(204).send()
    },
  )
}

function readName(request: FastifyRequest): string {
  const { name } = request.params as { name: string }
  if (/^[\w.-]{1,60}$/.test(name)) return name
  throw new Problem(
    'not_found',
    'The name of a preference has letters, digits, dots and hyphens, at most 60.',
  )
}
