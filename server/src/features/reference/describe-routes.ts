import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import type { ProblemCode } from '../shared/problem.ts'
import { ProblemSchema, problemResponses } from './problem-responses.ts'

const description = `Waymark tracks visitors through two APIs and gives back what they did through a third one.

- **Management API** (\`/api/v1\`): contacts, visits, activities and rejected events. Send the management token:
  \`Authorization: Bearer <token>\`.
- **Sitecore tracking**: events from JSS apps. The Sitecore key is a public identifier.
- **Xperience tracking**: consents, contacts and activities. The Xperience key is a secret.

Lists are paged: take \`nextCursor\` or \`prevCursor\` of a page as \`cursor\`, with the same sort and filters. Nothing is
skipped or repeated while new rows arrive; only a contact that does something meanwhile moves in the list by last
activity. Times are RFC 3339 in UTC, and refusals are problem details (RFC 9457) with a stable \`code\`.`

const securitySchemes = {
  managementToken: { type: 'http', scheme: 'bearer', description: 'A token of the management API.' },
  xperienceKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key with access `tracking`: a secret.',
  },
  sitecoreKey: {
    type: 'apiKey',
    in: 'query',
    name: 'sc_apikey',
    description:
      'An API key with access `sitecore`: a GUID in any notation; also accepted as a header of the same name.',
  },
} as const

/**
 * Collects the routes that are added to `app` from now on into one OpenAPI 3.1 document, `app.swagger()`.
 * Schemas only describe: shared/parameters.ts reads what comes in, the compiler checks what goes out,
 * and tests hold both to the document. So nothing is compiled at the start, and nothing is checked twice.
 */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: { title: 'Waymark', version, description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Sign-in', description: 'Who uses the admin, and how.' },
        { name: 'Search', description: 'What an id or a name stands for.' },
        { name: 'Contacts', description: 'Who visitors are.' },
        { name: 'Visits', description: 'When they came.' },
        { name: 'Activities', description: 'What they did.' },
        { name: 'Channels and keys', description: 'Which apps send, and with what.' },
        { name: 'Definitions', description: 'What apps may send.' },
        { name: 'Consents', description: 'What people may agree to.' },
        { name: 'Rejected events', description: 'What was refused, and what became of it.' },
        { name: 'Jobs', description: 'Work that outlives a request.' },
        { name: 'Set-up', description: 'From a fresh installation to the first event.' },
        { name: 'Sitecore tracking', description: 'The Sitecore JSS Tracking Service.' },
        { name: 'Xperience tracking', description: 'Headless tracking of Xperience by Kentico.' },
      ],
      components: { securitySchemes, schemas: { Problem: ProblemSchema } },
    },
    transform: ({ schema, url, route }) => ({ schema: addRefusals(schema, findTooMany(route)), url }),
    refResolver: { buildLocalReference: (json, _baseUri, _fragment, i) => String(json.$id ?? `schema-${i}`) },
  })
}

/** What every route of the management API needs and may answer. */
function addRefusals(schema: FastifySchema, tooMany: readonly ProblemCode[]): FastifySchema {
  if (schema?.hide === true) return schema
  const response = {
    ...(schema.response as object),
    ...problemResponses({
      hasPath: schema.params !== undefined,
      hasBody: schema.body !== undefined,
      tooMany,
    }),
  }
  return { ...schema, security: [{ managementToken: [] }], response }
}

/** Wrong tokens and passwords are counted, and what streams is; who signs out is always heard. */
function findTooMany({ config, schema, method }: RouteOptions): ProblemCode[] {
  const { 200: success } = (schema?.response ?? {}) as { 200?: { content?: object } }
  const media = Object.keys(success?.content ?? {})
  const isSigningOut = config?.roles === 'anyone' && method === 'DELETE'
  return [
    ...(isSigningOut ? [] : ['too_many_failures' as const]),
    ...(media.includes('text/csv') ? ['too_many_exports' as const] : []),
    ...(media.includes('text/event-stream') ? ['too_many_streams' as const] : []),
  ]
}
