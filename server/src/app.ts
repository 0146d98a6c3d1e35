import { fileURLToPath } from 'node:url'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import type { Catalogue } from './catalogue/snapshot.ts'
import type { ReportRejected } from './domain/rejected-event.ts'
import type { Engine, EngineHealth } from './engine/contract.ts'
import { registerAdminApp } from './features/admin-app/admin-app.routes.ts'
import { redirectExperienceProfile } from './features/deep-links/experience-profile.ts'
import type { DemoWork } from './features/demo/demo-work.ts'
import { registerHealthRoutes } from './features/health/health.routes.ts'
import type { Live } from './features/live/open-live.ts'
import { managementApi } from './features/management-api.ts'
import { countRequests, countTurnedAway } from './features/metrics/count-requests.ts'
import { registerMetricsRoutes } from './features/metrics-api.ts'
import type { RejectedWork } from './features/rejected-events/open-rejected-work.ts'
import { Problem, sendProblem } from './features/shared/problem.ts'
import { answerWithProblems } from './features/shared/refusals.ts'
import { type HttpLimits, holdClients } from './http-limits.ts'
import type { Pipelines } from './pipeline/create-pipelines.ts'
import { type Config, embeddedFolder } from './platform/config.ts'
import type { Queries } from './platform/database/queries.ts'
import { createFailureLimit } from './platform/limits/failure-limit.ts'
import { createKeyLimit } from './platform/limits/key-limit.ts'
import type { Logger } from './platform/logger.ts'
import type { Metrics } from './platform/metrics.ts'
import type { RecogniseClient } from './platform/recognition/recognise-client.ts'
import { createRequestIds } from './platform/request-ids.ts'
import { routeRareMethods } from './rare-methods.ts'
import { createIntake } from './tracking-apis/intake.ts'
import { sitecoreTrackingApi } from './tracking-apis/sitecore/sitecore.plugin.ts'
import { xperienceTrackingApi } from './tracking-apis/xperience/xperience.plugin.ts'
import { version } from './version.ts'

export interface AppParts {
  readonly config: Config
  readonly logger: Logger
  readonly metrics: Metrics
  readonly catalogue: Catalogue
  readonly engine: Engine & EngineHealth
  readonly pipelines: Pipelines
  readonly queries: Queries
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly recogniseClient: RecogniseClient
  readonly reportRejected: ReportRejected
  readonly live: Live
  readonly rejected: RejectedWork
  readonly demo: DemoWork
  readonly limits: HttpLimits
}

/**
 * Schemas of routes describe and check nothing (features/reference/describe-routes.ts), so Fastify need not load what it
 * checks with: 9 MB and 40 ms of every start. Its types ask for nothing less than Ajv.
 */
const schemasOnlyDescribe = {
  compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => () => JSON.stringify },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

/** Made by scripts/build-admin.mjs. */
const adminFolder = fileURLToPath(new URL('../../admin/dist', import.meta.url))

const unreadableAddress = new Problem('bad_request', 'The address of this request cannot be read.')

/** Mounts every tracking API and feature by name. Each sets its own manners in its own scope. */
export async function createApp({
  config,
  logger,
  metrics,
  catalogue,
  engine,
  pipelines,
  queries,
  now,
  recogniseClient,
  reportRejected,
  live,
  rejected,
  demo,
  limits,
}: AppParts): Promise<FastifyInstance> {
  const rareMethods = routeRareMethods()
  const app = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // A log line per request would cost more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    // Nor does a request get a logger of its own: the few that are worth a line name their id in it.
    childLoggerFactory: (parent) => parent,
    genReqId: createRequestIds(config.trustProxy),
    // ASP.NET, which both products run on, matches paths in any case and with a slash at the end.
    // A name in a path may be as long as a URL: the API that it belongs to says that it knows none.
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 16_384 },
    trustProxy: trustedProxies(config.trustProxy),
    rewriteUrl: rareMethods.rewriteUrl,
    ...holdClients(limits),
    // What the router cannot read (`/%zz`) belongs to no scope and its manners.
    frameworkErrors: (_error, _request, reply) => sendProblem(reply, unreadableAddress),
    schemaController: schemasOnlyDescribe,
  })

  rareMethods.restoreIn(app)
  countRequests(app, metrics, createApiNames(config.sitecorePath))
  redirectExperienceProfile(app)
  answerWithProblems(app)
  registerHealthRoutes(app, { queries, catalogue, engine, dataFolder: embeddedFolder(config) })
  const failureLimit = createFailureLimit(now)
  if (config.metricsPort === null) registerMetricsRoutes(app, { metrics, catalogue, failureLimit })
  const { sitecorePath, publicUrl } = config
  registerAdminApp(app, adminFolder)
  const keyLimit = createKeyLimit(now)
  const largestBody = Math.max(config.sitecoreMaxBodyBytes, config.xperienceMaxBodyBytes)
  const intake = createIntake(engine, largestBody, countTurnedAway(metrics))
  await app.register(
    managementApi({
      queries,
      catalogue,
      engine,
      live,
      rejected,
      failureLimit,
      now,
      version,
      sitecorePath,
      publicUrl,
      demo,
    }),
  )
  await app.register(
    sitecoreTrackingApi({
      engine,
      pipeline: pipelines.sitecore,
      catalogue,
      now,
      recogniseClient,
      basePath: sitecorePath,
      maxBodyBytes: config.sitecoreMaxBodyBytes,
      reportRejected,
      recorder: live.recorder,
      failureLimit,
      keyLimit,
      intake,
      publicUrl,
    }),
  )
  await app.register(
    xperienceTrackingApi({
      engine,
      pipeline: pipelines.xperience,
      catalogue,
      queries,
      now,
      maxBodyBytes: config.xperienceMaxBodyBytes,
      reportRejected,
      recorder: live.recorder,
      failureLimit,
      keyLimit,
      intake,
    }),
  )
  return app
}

/** Which API a path belongs to, for metrics. */
function createApiNames(sitecorePath: string): (path: string) => string {
  const apis = [
    [sitecorePath, 'sitecore'],
    ['/sitecore', 'sitecore'],
    ['/layouts', 'sitecore'],
    ['/Kentico.Tracking', 'xperience'],
    ['/api', 'management'],
    ['/health', 'operations'],
    ['/metrics', 'operations'],
  ] as const
  return (path) => apis.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'pages'
}

/** Fastify itself takes no number of hops: it counts for a peer that is no proxy, too. Whoever sets one says that every
 * request comes through that many. */
function trustedProxies(trust: Config['trustProxy']) {
  return typeof trust === 'number' ? (_address: string, hop: number) => hop < trust : trust
}
