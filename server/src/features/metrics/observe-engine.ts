import { type ActivityKind, activityKinds, type TrackingApiName, trackingApis } from '../../domain/kinds.ts'
import {
  type CommittedBatch,
  type EngineHealth,
  type EngineObserver,
  type RepeatCause,
  repeatCauses,
  type TurnedAwayReason,
  turnedAwayReasons,
} from '../../engine/contract.ts'
import type { Counter, Metrics } from '../../platform/metrics.ts'

const commandsInBatch = [1, 2, 5, 10, 25, 50, 100, 200, 512]
const draftsInBatch = [1, 5, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000]
const batchSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Counts what the engine stores, how it goes in batches, and what it turns away. Every series is there from the start. */
export function observeEngine(metrics: Metrics): EngineObserver {
  const activityCounters = metrics.counters({
    name: 'waymark_activities_stored_total',
    help: 'Activities committed to the database.',
    labels: ['api', 'kind'],
  })
  const repeatedActivities = metrics
    .counters({
      name: 'waymark_activities_repeated_total',
      help: 'Activities that were sent again under their messageId, and are stored already.',
      labels: [],
    })
    .with({})
  const commandCounters = metrics.counters({
    name: 'waymark_commands_total',
    help: 'Commands of which the outcome is committed.',
    labels: ['outcome'],
  })
  const turnedAwayCounters = metrics.counters({
    name: 'waymark_commands_turned_away_total',
    help: 'Commands that could not be stored and were answered with 503.',
    labels: ['reason'],
  })
  const repeatedCounters = metrics.counters({
    name: 'waymark_batches_repeated_total',
    help: 'Batches that had to run again.',
    labels: ['cause'],
  })
  const commands = metrics.histograms({
    name: 'waymark_batch_commands',
    help: 'Commands in a batch.',
    labels: [],
    buckets: commandsInBatch,
  })
  const activities = metrics.histograms({
    name: 'waymark_batch_activities',
    help: 'Activities that a batch stored.',
    labels: [],
    buckets: draftsInBatch,
  })
  const duration = metrics.histograms({
    name: 'waymark_batch_duration_seconds',
    help: 'From the first look at the database to the end of the commit.',
    labels: [],
    buckets: batchSeconds,
  })
  const commit = metrics.histograms({
    name: 'waymark_commit_duration_seconds',
    help: 'The part of a batch that waits for the disk, after everything is written.',
    labels: [],
    buckets: batchSeconds,
  })

  const stored = mapOf(trackingApis, (api) =>
    mapOf(activityKinds, (kind) => activityCounters.with({ api, kind })),
  ) as Record<TrackingApiName, Record<ActivityKind, Counter>>
  const outcomes = mapOf(['accepted', 'refused'], (outcome) => commandCounters.with({ outcome }))
  const repeated = mapOf(repeatCauses, (cause) => repeatedCounters.with({ cause }))
  const turnedAway = mapOf(turnedAwayReasons, (reason) => turnedAwayCounters.with({ reason }))
  const [inCommands, inActivities, inDuration, inCommit] = [
    commands.with({}),
    activities.with({}),
    duration.with({}),
    commit.with({}),
  ]

  return {
    batchCommitted(batch) {
      for (const { api, draft } of batch.activities) stored[api][draft.kind].value++
      for (const { status } of batch.outcomes) outcomes[status].value++
      repeatedActivities.value += countAccepted(batch) - batch.activities.length
      inCommands.observe(batch.commands.length)
      inActivities.observe(batch.activities.length)
      inDuration.observe(batch.durationMs / 1000)
      if (batch.commitMs !== null) inCommit.observe(batch.commitMs / 1000)
    },
    batchRepeated(cause: RepeatCause) {
      repeated[cause].value++
    },
    turnedAway(reason: TurnedAwayReason, count: number) {
      turnedAway[reason].value += count
    },
  }
}

/** The activities of the commands that were accepted. */
function countAccepted({ commands, outcomes }: CommittedBatch): number {
  let count = 0
  for (const [index, command] of commands.entries()) {
    if (command.type === 'track' && outcomes[index]?.status === 'accepted') count += command.drafts.length
  }
  return count
}

/** Tells how full the engine's queue is, and whether it stores. */
export function describeEngine(metrics: Metrics, engine: EngineHealth): void {
  metrics.gauge(
    { name: 'waymark_queue_commands', help: 'Commands that were accepted and are not committed yet.' },
    () => engine.queue.commands,
  )
  metrics.gauge(
    { name: 'waymark_queue_commands_limit', help: 'At how many waiting commands more are turned away.' },
    () => engine.queueLimits.commands,
  )
  metrics.gauge(
    { name: 'waymark_queue_drafts', help: 'Activities that wait for their batch.' },
    () => engine.queue.drafts,
  )
  metrics.gauge(
    { name: 'waymark_queue_drafts_limit', help: 'At how many waiting activities more are turned away.' },
    () => engine.queueLimits.drafts,
  )
  metrics.gauge(
    { name: 'waymark_lanes', help: 'Lanes of the engine, each with one connection to the database.' },
    () => engine.lanes.all,
  )
  metrics.gauge(
    { name: 'waymark_lanes_down', help: 'Lanes that have lost the database.' },
    () => engine.lanes.down,
  )
  metrics.gauge(
    { name: 'waymark_storing', help: '1 while the database takes what is to be stored, else 0.' },
    () => (engine.isStoring ? 1 : 0),
  )
}

function mapOf<Key extends string, Value>(
  keys: readonly Key[],
  create: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, create(key)])) as Record<Key, Value>
}
