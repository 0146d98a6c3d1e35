import { errorCodes, type FastifyRequest } from 'fastify'
import { EngineUnavailable } from '../engine/contract.ts'
import type { Intake } from './intake.ts'

type Done = (error: Error | null, body?: Buffer) => void

/**
 * A content type parser that gives the bytes of a body as they came. It reads them itself, where Fastify could do so, to
 * bound what there is of bodies that do not say how large they are (intake.ts). With a stream in between, Node forgets
 * the next request of the connection.
 */
export function createBodyReader(maxBodyBytes: number, intake: Intake) {
  return function readBody(request: FastifyRequest, _payload: unknown, done: Done): void {
    const { raw, headers } = request
    if (Number(headers['content-length']) > maxBodyBytes) {
      done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
      return
    }
    const chunks: Buffer[] = []
    let length = 0
    raw.on('data', take)
    raw.on('end', finish)
    raw.on('error', fail)
    raw.resume()

    function take(chunk: Buffer): void {
      length += chunk.length
      if (length > maxBodyBytes) fail(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
      else if (!intake.takeIn(raw, chunk.length)) fail(new EngineUnavailable('Too much is being received.'))
      else chunks.push(chunk)
    }

    function finish(): void {
      stop()
      // A copy also of a single one: that is a part of what the socket reads into.
      done(null, Buffer.concat(chunks, length))
    }

    /** Also where the client went away amid its body. */
    function fail(error: Error & { statusCode?: number }): void {
      stop()
      error.statusCode ??= 400
      done(error)
    }

    function stop(): void {
      raw.off('data', take)
      raw.off('end', finish)
      raw.off('error', fail)
    }
  }
}
