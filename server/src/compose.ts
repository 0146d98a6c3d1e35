import type { Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { openCatalogue } from './catalogue/open-catalogue.ts'
import { type FirstStart, setUpInstallation } from './catalogue/set-up-installation.ts'
import { createCalendar } from './engine/calendar.ts'
import type { EngineObserver } from './engine/contract.ts'
import { openEngine } from './engine/engine.ts'
import { readContactProfile } from './engine/reads/contact-profile.ts'
import { startUpkeep } from './engine/upkeep.ts'
import { type Extensions, openExtensions } from './extensions.ts'
import { createDemoWork } from './features/demo/demo-work.ts'
import { openLive } from './features/live/open-live.ts'
import { countRejected, describeRejected } from './features/metrics/count-rejected.ts'
import { describeServer } from './features/metrics/describe-server.ts'
import { createMetricsServer } from './features/metrics/metrics-server.ts'
import { describeEngine, observeEngine } from './features/metrics/observe-engine.ts'
import { keepRejectedEvents } from './features/rejected-events/keep-rejected-events.ts'
import { openRejectedWork } from './features/rejected-events/open-rejected-work.ts'
import { writeSender } from './features/rejected-events/write-sender.ts'
import { type HttpLimits, httpLimits } from './http-limits.ts'
import { type Announcer, createAnnouncer } from './pipeline/announce-stored.ts'
import { createPipelines } from './pipeline/create-pipelines.ts'
import { type Config, embeddedFolder } from './platform/config.ts'
import type { DatabaseConnection } from './platform/database/connection.ts'
import { openQueries } from './platform/database/queries.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { createClientRecogniser } from './platform/recognition/recognise-client.ts'
import { createSitecoreReplayer, describeSitecoreItem } from './tracking-apis/sitecore/replay.ts'
import { createXperienceReplayer, describeXperienceItem } from './tracking-apis/xperience/replay.ts'
import { version } from './version.ts'

const itemDescribers = { sitecore: describeSitecoreItem, xperience: describeXperienceItem } as const

export interface Waymark {
  readonly app: FastifyInstance
  /** For the port of their own; null where metrics are on that of everything else. */
  readonly metricsServer: Server | null
  /** What the first start set up, with the secrets that are shown once; null at every later start. */
  readonly firstStart: FirstStart | null
  /** Commits what was accepted and lets the database go. Close the app first. */
  close(): Promise<void>
}

/** Builds everything on a migrated database: the only place that knows all parts. */
export async function compose(options: {
  readonly config: Config
  readonly connection: DatabaseConnection
  readonly logger: Logger
  /** Those that `config` names, where they were opened before; they are closed with the rest. */
  readonly extensions?: Extensions | null
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** How long clients may take. */
  readonly limits?: HttpLimits
}): Promise<Waymark> {
  const { config, connection, logger, now = Date.now, limits = httpLimits } = options
  await using parts = new AsyncDisposableStack()
  const { plugins, locations } = options.extensions ?? (await openExtensions(config, logger))
  parts.defer(() => locations.close())
  const { provisionFile } = config
  const { firstStart, provisioned } = await setUpInstallation({ connection, provisionFile, now })
  if (provisioned !== null) logger.info({ file: provisionFile }, provisioned)
  const upkeep = await startUpkeep({ connection, logger, now })
  parts.defer(() => upkeep.stop())
  const queries = openQueries(connection, {
    onIdleError: ({ message }) => logger.warn({ message }, 'a query connection broke'),
  })
  parts.defer(() => queries.destroy())
  const catalogue = await openCatalogue({ db: queries, connection, logger, now })
  parts.defer(() => catalogue.close())
  const recogniseClient = createClientRecogniser(locations.find)
  const rejectedEvents = keepRejectedEvents({
    queries,
    logger,
    now,
    retentionDays: () => catalogue.snapshot.settings['rejected.retentionDays'],
    tools: {
      describers: itemDescribers,
      writeSender: (sender) =>
        writeSender(sender, recogniseClient, catalogue.snapshot.settings['addresses.store']),
    },
  })
  parts.defer(() => rejectedEvents.close())
  const live = openLive({ queries, logger, now })
  parts.defer(() => live.close())
  const dayOf = createCalendar(() => catalogue.snapshot.settings['reports.timeZone'])
  const metrics = createMetrics()
  const announcer = createAnnouncer({ hooks: plugins.hooks, catalogue, logger })
  const engine = await openEngine({
    connection,
    logger,
    dayOf,
    observer: alsoAnnounce(observeEngine(metrics), announcer),
  })
  parts.defer(() => engine.close())
  const pipelines = createPipelines({
    plugins,
    catalogue,
    logger,
    readContact: (id, api) => readContactProfile(queries, id, api),
  })
  const rejected = openRejectedWork({
    queries,
    catalogue,
    logger,
    now,
    describers: itemDescribers,
    replayers: {
      sitecore: createSitecoreReplayer({
        engine,
        pipeline: pipelines.sitecore,
        catalogue,
        recogniseClient,
        now,
      }),
      xperience: createXperienceReplayer({ engine, pipeline: pipelines.xperience, catalogue, now }),
    },
  })
  parts.defer(() => rejected.replayJobs.stop())
  const demo = createDemoWork({ connection, logger, now })
  parts.defer(() => demo.close())
  const app = await createApp({
    config,
    logger,
    metrics,
    catalogue,
    engine,
    pipelines,
    rejected,
    queries,
    now,
    recogniseClient,
    reportRejected: countRejected(metrics, rejectedEvents.report),
    live,
    demo,
    limits,
  })
  describeEngine(metrics, engine)
  describeRejected(metrics, rejectedEvents)
  describeServer(metrics, {
    queries,
    catalogue,
    server: app.server,
    version,
    dataFolder: embeddedFolder(config),
    now,
  })
  const metricsServer = config.metricsPort === null ? null : createMetricsServer(metrics)

  // From here on they are the caller's to close, in the opposite order; what fails before closes those that are open.
  const open = parts.move()
  return { app, metricsServer, firstStart, close: () => open.disposeAsync() }
}

function alsoAnnounce(observer: EngineObserver, announcer: Announcer | null): EngineObserver {
  if (announcer === null) return observer
  return {
    ...observer,
    batchCommitted(batch) {
      observer.batchCommitted(batch)
      announcer.announce(batch)
    },
  }
}
