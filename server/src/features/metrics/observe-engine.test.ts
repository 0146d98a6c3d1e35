import { expect, test } from 'vitest'
import { draft, track } from '../../../test/support/commands.ts'
import type { Command, CommandOutcome } from '../../domain/command.ts'
import { newId } from '../../domain/ids.ts'
import { createMetrics } from '../../platform/metrics.ts'
import { observeEngine } from './observe-engine.ts'

const accepted = { status: 'accepted' } as CommandOutcome
const refused = { status: 'refused' } as CommandOutcome

const tracking = (drafts: number): Command =>
  track(
    newId(),
    Array.from({ length: drafts }, () => draft()),
  )

async function read(observe: (observer: ReturnType<typeof observeEngine>) => void) {
  const metrics = createMetrics()
  observe(observeEngine(metrics))
  const lines = (await metrics.render()).split('\n').filter((line) => line.startsWith('waymark_'))
  return (series: string) =>
    Number(
      lines
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')
        .at(-1),
    )
}

test('activities count by the API and kind under which they were stored, commands by their outcome', async () => {
  const value = await read((observer) =>
    observer.batchCommitted({
      commands: [tracking(4), { type: 'createContact' } as Command, tracking(9)],
      outcomes: [accepted, accepted, refused],
      activities: [
        { api: 'sitecore', draft: { kind: 'goal' } },
        { api: 'sitecore', draft: { kind: 'goal' } },
        { api: 'xperience', draft: { kind: 'pageView' } },
      ] as never,
      durationMs: 20,
      commitMs: 4,
    }),
  )
  expect(value('waymark_activities_stored_total{api="sitecore",kind="goal"}')).toBe(2)
  expect(value('waymark_activities_stored_total{api="xperience",kind="pageView"}')).toBe(1)
  expect(value('waymark_commands_total{outcome="accepted"}')).toBe(2)
  expect(value('waymark_commands_total{outcome="refused"}')).toBe(1)
  // Four were sent to a contact that exists, three stored: one was stored before.
  expect(value('waymark_activities_repeated_total')).toBe(1)
  expect(value('waymark_batch_commands_sum')).toBe(3)
  expect(value('waymark_batch_activities_sum')).toBe(3)
  expect(value('waymark_batch_duration_seconds_sum')).toBe(0.02)
  expect(value('waymark_commit_duration_seconds_sum')).toBe(0.004)
})

test('a batch that had nothing to write waits for no disk', async () => {
  const value = await read((observer) =>
    observer.batchCommitted({ commands: [], outcomes: [], activities: [], durationMs: 1, commitMs: null }),
  )
  expect(value('waymark_batch_duration_seconds_count')).toBe(1)
  expect(value('waymark_commit_duration_seconds_count')).toBe(0)
})

test('what has not happened yet is 0, so that the first time is seen as a rise', async () => {
  const value = await read((observer) => observer.turnedAway('queue_full', 3))
  expect(value('waymark_commands_turned_away_total{reason="queue_full"}')).toBe(3)
  expect(value('waymark_commands_turned_away_total{reason="contention"}')).toBe(0)
  expect(value('waymark_batches_repeated_total{cause="conflict"}')).toBe(0)
  expect(value('waymark_activities_stored_total{api="xperience",kind="custom"}')).toBe(0)
})
