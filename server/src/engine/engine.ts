import { availableParallelism } from 'node:os'
import type { Uuid } from '../domain/ids.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { Logger } from '../platform/logger.ts'
import { type Engine, EngineUnavailable } from './contract.ts'
import { Lane } from './lane.ts'

export interface EngineOptions {
  readonly connection: DatabaseConnection
  readonly logger: Logger
  /** The calendar day of a moment (milliseconds since 1970) in the time zone of reports. */
  readonly dayOf: (at: number) => string
  readonly lanes?: number
}

/** Commands that may wait before more are turned away: a few seconds of work, so that latency stays bounded. */
const MAX_WAITING = 20_000

/**
 * Opens the engine. Commands of one contact run in the order in which they came; contacts are spread over lanes, each
 * with one connection. Correctness rests on row locks and unique keys alone, so several processes may share a database.
 */
export async function openEngine({
  connection,
  logger,
  dayOf,
  lanes: count,
}: EngineOptions): Promise<Engine> {
  const lanes = Array.from({ length: count ?? defaultLanes() }, () => new Lane(connection, dayOf, logger))
  await Promise.all(lanes.map((lane) => lane.warmUp()))
  let isClosed = false

  return {
    accept(command) {
      if (isClosed) return Promise.reject(new EngineUnavailable('Waymark is shutting down.'))
      let waiting = 0
      for (const lane of lanes) waiting += lane.waiting
      if (waiting >= MAX_WAITING)
        return Promise.reject(new EngineUnavailable('Too much is waiting to be stored.'))
      return laneOf(command.contactId).accept(command)
    },
    async close() {
      isClosed = true
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }

  function laneOf(contactId: Uuid): Lane {
    return lanes[Number.parseInt(contactId.slice(-4), 16) % lanes.length] as Lane
  }
}

/**
 * One for two cores, since PostgreSQL needs the other: there a second lane made single events slower (8 against 15
 * thousand a second: smaller batches, which wait for each other at the daily counts) and batches of 50 hardly faster.
 */
function defaultLanes(): number {
  return Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)))
}
