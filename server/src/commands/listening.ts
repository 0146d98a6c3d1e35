import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../platform/config.ts'
import { errorCode } from '../platform/database/file-errors.ts'
import { OperatorError } from '../platform/operator-error.ts'

const local = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'])

/**
 * The address to print. Local ones are always called localhost: a browser keeps the cookies of `127.0.0.1` and
 * `localhost` apart, so everybody should use the same.
 */
export function publicAddress(host: string, listening: { port: number }): string {
  const name = local.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${listening.port}`
}

/** Where to listen, and the variables that say so. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly variables: readonly [host: string, port: string]
}

/** The places that a configuration names; metrics may have none of their own. */
export function listPlaces({ host, port, metricsHost, metricsPort }: Config): {
  all: Place
  metrics: Place | null
} {
  return {
    all: { host, port, variables: ['WAYMARK_HOST', 'WAYMARK_PORT'] },
    metrics:
      metricsPort === null
        ? null
        : {
            host: metricsHost,
            port: metricsPort,
            variables: ['WAYMARK_METRICS_HOST', 'WAYMARK_METRICS_PORT'],
          },
  }
}

/** Fails when the server will not be able to listen, as far as can be told by trying. */
export async function checkListening(wanted: Place): Promise<void> {
  const server = createServer()
  try {
    await once(server.listen(wanted.port, wanted.host), 'listening')
  } catch (error) {
    throw describeListenFailure(error, wanted)
  }
  server.close()
  await once(server, 'close')
}

/** Says in one line why the server cannot listen, if that is for the operator to mend. */
export function describeListenFailure(error: unknown, wanted: Place): unknown {
  const { host, port } = wanted
  const [hostVariable, portVariable] = wanted.variables
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new OperatorError(
        `Port ${port} is already in use. Stop the program that has it, or choose another one with ${portVariable}.`,
        { cause: error },
      )
    case 'EACCES':
      return new OperatorError(
        `This user may not listen on port ${port}. Choose one above 1023 with ${portVariable}.`,
        { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new OperatorError(`This machine has no address ${host} to listen on. Change ${hostVariable}.`, {
        cause: error,
      })
    default:
      return error
  }
}
