import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import Schema from 'typebox/schema'

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: object }> }>>
}

/**
 * Takes the description of an app from its /api/openapi.json. The function that it returns tells what a reply to a GET
 * says that its description does not allow: nothing, when it fits.
 */
export async function readDescription(
  app: FastifyInstance,
): Promise<(url: string, reply: LightMyRequestResponse) => unknown[]> {
  const document = (await app.inject('/api/openapi.json')).json()
  // A path without parameters is meant before one that has some: /activities/histogram is no id.
  const paths: [string, { get?: Operation }][] = Object.entries<{ get?: Operation }>(document.paths).sort(
    ([a], [b]) => a.split('{').length - b.split('{').length,
  )

  return (url, reply) => {
    const path = new URL(url, 'http://localhost').pathname
    const described = paths.find(([template]) => isPathOf(template, path))?.[1].get
    const media = String(reply.headers['content-type']).split(';')[0] ?? ''
    const schema = described?.responses[reply.statusCode]?.content?.[media]?.schema
    if (schema === undefined) return [`${reply.statusCode} ${media} is not described for ${path}`]
    // References of the document count from its root.
    return Schema.Errors({ ...schema, components: document.components }, reply.json())[1]
  }
}

function isPathOf(template: string, path: string): boolean {
  const given = path.split('/')
  const parts = template.split('/')
  return given.length === parts.length && parts.every((part, i) => part.startsWith('{') || part === given[i])
}
