import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Verdict } from '../../domain/answered-request.ts'
import type { EngineHealth } from '../../engine/contract.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRejectedSince } from '../shared/rejected-counts.queries.ts'
import { readLastEvents } from './health.queries.ts'
import { type Health, HealthSchema } from './health.schemas.ts'

interface HealthDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly engine: EngineHealth
  /** What was answered lately: counted once, for Live and for this. */
  readonly live: {
    readonly since: number
    readonly minutes: {
      read(
        now: number,
        length: number,
        channelIds: null,
      ): readonly { readonly minute: number; readonly counts: Readonly<Record<Verdict, number>> }[]
    }
  }
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const MINUTES = 60
const HOUR_MS = 60 * 60_000

export function registerReportHealthRoutes(
  app: FastifyInstance,
  { queries, catalogue, engine, live, now }: HealthDependencies,
): void {
  app.get(
    '/reports/health',
    {
      config: { roles },
      schema: {
        tags: ['Reports'],
        operationId: 'getReportHealth',
        summary: 'Tell whether data arrives',
        description:
          'The last hour at a glance: what was answered, what waits, and when each channel was last heard of.',
        response: { 200: HealthSchema },
      },
    },
    async (): Promise<Health> => {
      const [lastEvents, rejected] = await Promise.all([
        readLastEvents(queries),
        countRejectedSince(queries, new Date(now() - HOUR_MS)),
      ])
      return {
        minutes: live.minutes.read(now(), MINUTES, null).map(({ minute, counts }) => ({
          minute: new Date(minute).toISOString(),
          accepted: counts.accepted + counts.accepted_provisional + counts.partly_accepted,
          filtered: counts.filtered + counts.withheld,
          refused: counts.refused,
          failed: counts.failed,
        })),
        since: new Date(live.since).toISOString(),
        isStoring: engine.isStoring,
        queue: { commands: engine.queue.commands, activities: engine.queue.drafts },
        rejected,
        channels: catalogue.snapshot.channels.map(({ id, guid, name }) => ({
          id: guid,
          name,
          lastEventAt: lastEvents.get(id)?.toISOString() ?? null,
        })),
      }
    },
  )
}
