import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { FirstStart } from '../catalogue/set-up-installation.ts'
import type { Extensions } from '../extensions.ts'
import { findGuiltyPlugin } from '../pipeline/plugin-scope.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { updateRunFile } from '../platform/database/run-file.ts'
import { createLogger, describeDefect, type Logger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { describeUnknownVariables } from '../platform/unknown-variables.ts'
import type { Command } from './command.ts'
import { describeFirstStart } from './first-start-text.ts'
import { checkListening, describeListenFailure, listPlaces, type Place, publicAddress } from './listening.ts'
import { listenForStop } from './stop-signals.ts'

/** A stop must end within 10 s; requests get 3 s of it before their connections are cut. */
const stopDeadlineMs = 9_500
const requestGraceMs = 3_000

export const start: Command = {
  help: `Usage: waymark start

Starts the server, on an embedded PostgreSQL or on that of DATABASE_URL. The first start prints keys, once.`,

  async run(args, { print }) {
    parseArgs({ args, options: {} })
    const config = readConfig(process.env, process.cwd())
    const logger = await createLogger(config.logLevel)
    endOnSurprise(logger)
    for (const sentence of describeUnknownVariables(process.env)) logger.warn(sentence)
    const stop = listenForStop(process.exit)
    void stop.requested.then(() => enforceDeadline(logger))

    let ready = false
    const onReady: OnReady = (address, metricsAddress, firstStart) => {
      ready = true
      const { sitecorePath } = config
      const lines = [`Waymark is ready at ${address}`, `Metrics are at ${metricsAddress}`]
      if (firstStart !== null) lines.push(describeFirstStart(firstStart, { address, sitecorePath }))
      // At once: whoever waits for the first line finds the others behind it.
      print(lines.join('\n'))
    }
    try {
      await serve(config, logger, stop.requested, onReady)
      logger.info('Stopped')
    } catch (error) {
      // Ctrl+C also reaches what a start has running, such as initdb, which then fails: that is no failure to report.
      if (ready || !stop.isRequested()) throw error
    }
    return 0
  },
}

type OnReady = (address: string, metricsAddress: string, firstStart: FirstStart | null) => void

async function serve(config: Config, logger: Logger, stop: Promise<void>, onReady: OnReady): Promise<void> {
  // Before anything is set up: what the first start sets up is printed once, when the server listens.
  const places = listPlaces(config)
  await checkListening(places.all)
  if (places.metrics !== null) await checkListening(places.metrics)
  const extensions = await openExtensions(config, logger)
  // Loading the code and starting PostgreSQL take about as long: side by side.
  const loading = import('../compose.ts')
  loading.catch(() => {})
  const database = await openDatabase(config, logger)
  try {
    await migrate(database.connection, logger)
    const { compose } = await loading
    const waymark = await compose({ config, connection: database.connection, logger, extensions })
    try {
      const metricsAddress = await listenForMetrics(waymark.metricsServer, places.metrics)
      const address = await listen(waymark.app, places.all)
      await updateRunFile(config.dataFolder, { address })
      onReady(address, metricsAddress ?? `${address}/metrics (with a management token)`, waymark.firstStart)
      await Promise.race([stop, database.lost.then(failOnLoss)]).finally(() => enforceDeadline(logger))
      logger.info('Stopping')
    } finally {
      await closeApp(waymark.app)
      waymark.metricsServer?.close()
      waymark.metricsServer?.closeAllConnections()
      await waymark.close()
    }
  } finally {
    await database.close()
  }
}

/** Null where there are none: what would load them is most of the code. */
async function openExtensions(config: Config, logger: Logger): Promise<Extensions | null> {
  if (config.plugins === null && config.geoIpFile === null) return null
  const { openExtensions: open } = await import('../extensions.ts')
  return open(config, logger)
}

async function listen(app: FastifyInstance, place: Place): Promise<string> {
  try {
    await app.listen({ host: place.host, port: place.port })
  } catch (error) {
    throw describeListenFailure(error, place)
  }
  return publicAddress(place.host, app.server.address() as AddressInfo)
}

async function listenForMetrics(server: Server | null, place: Place | null): Promise<string | null> {
  if (server === null || place === null) return null
  try {
    await once(server.listen(place.port, place.host), 'listening')
  } catch (error) {
    throw describeListenFailure(error, place)
  }
  return `${publicAddress(place.host, server.address() as AddressInfo)}/metrics`
}

/** Takes no more connections and lets accepted requests finish; clients that take too long for that are cut off. */
async function closeApp(app: FastifyInstance): Promise<void> {
  // A connection whose request was answered before the rest of it came would be kept open for a next one.
  const tidy = setInterval(() => app.server.closeIdleConnections(), 100)
  const cut = setTimeout(() => app.server.closeAllConnections(), requestGraceMs)
  await app.close()
  clearInterval(tidy)
  clearTimeout(cut)
}

function failOnLoss(reason: string): never {
  throw new OperatorError(
    `The embedded PostgreSQL ended: ${reason} Start Waymark again; nothing acknowledged is lost.`,
  )
}

/** A defect leaves the process in an unknown state: it ends, PostgreSQL stops by itself, the next start recovers. What a
 * plug-in leaves behind, outside of all requests, is told and passed over. */
function endOnSurprise(logger: Logger): void {
  const end = (error: unknown) => {
    const plugin = findGuiltyPlugin()
    if (plugin !== null) {
      logger.error(
        { plugin, ...(error instanceof Error && describeDefect(error)) },
        'A plug-in left a failure behind',
      )
      return
    }
    logger.fatal(error instanceof Error ? describeDefect(error) : {}, 'Unexpected failure')
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}

function enforceDeadline(logger: Logger): void {
  const timer = setTimeout(() => {
    logger.error('The stop took too long')
    process.exit(1)
  }, stopDeadlineMs)
  timer.unref()
}
