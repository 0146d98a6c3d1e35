/** A program of its own, run by load-scalar-script.ts: prints the script of the API reference, compressed. */
import { gzipSync } from 'node:zlib'
import scalar from '@scalar/fastify-api-reference'
import fastify from 'fastify'

const app = fastify()
await app.register(scalar, { routePrefix: '/', configuration: { url: '/' } })
const { rawPayload } = await app.inject('/js/scalar.js')
process.stdout.write(gzipSync(rawPayload))
