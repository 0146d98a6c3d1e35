import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import fastify from 'fastify'

/** The script of the API reference, as it is and compressed. */
export interface ScalarBundle {
  readonly script: Buffer
  readonly gzipped: Buffer
}

/**
 * Loads the script of the API reference from its package, which hands it out only as a route of its own. Not at the
 * start: the package is a 4 MB script with a parser around it, 30 MB in memory, and few ever open the reference.
 */
export async function loadScalarBundle(): Promise<ScalarBundle> {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const app = fastify()
  await app.register(scalar, { routePrefix: '/', configuration: { url: '/' } })
  const reply = await app.inject('/js/scalar.js')
  await app.close()
  return { script: reply.rawPayload, gzipped: await promisify(gzip)(reply.rawPayload) }
}
