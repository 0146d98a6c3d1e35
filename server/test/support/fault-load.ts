import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { expect } from 'vitest'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { type Engine, EngineUnavailable } from '../../src/engine/contract.ts'
import { draft, track } from './commands.ts'

/** Visitors that send one event after the other, each again with the same id until it is acknowledged. */
export interface FaultLoad {
  /** How many events are acknowledged, and how often one was turned away, so far. */
  readonly acknowledged: number
  readonly turnedAway: number
  /** The longest that an event waited for its answer, in milliseconds, since this was asked last. */
  takeLongestWait(): number
  /** Resolves when `count` more are acknowledged. */
  acknowledge(count: number): Promise<void>
  /** Resolves when what was begun is acknowledged. */
  stop(): Promise<void>
  /** Compares what was acknowledged with what is stored: nothing lost, nothing doubled, nothing counted wrong. */
  expectStoredOnce(client: pg.Client): Promise<void>
}

export function startLoad(engines: readonly Engine[], visitors: readonly Uuid[]): FaultLoad {
  const sent = new Set<string>()
  let acknowledged = 0
  let turnedAway = 0
  let longestWait = 0
  let isStopping = false

  async function send(visitor: Uuid, mark: string, engine: Engine): Promise<void> {
    const at = Date.now()
    const event = draft({ messageId: mark, value: mark, occurredAt: at, points: 1 })
    const began = performance.now()
    try {
      const outcome = await engine.accept(track(visitor, [event], { at }))
      if (outcome.status !== 'accepted') throw new Error(`${outcome.code}: ${outcome.message}`)
    } finally {
      longestWait = Math.max(longestWait, performance.now() - began)
    }
  }

  async function runVisitor(visitor: Uuid, place: number): Promise<void> {
    for (let n = place; !isStopping; n++) {
      const mark = newId()
      sent.add(mark)
      for (let isStored = false; !isStored; ) {
        try {
          await send(visitor, mark, engines[n % engines.length] as Engine)
          isStored = true
        } catch (error) {
          if (!(error instanceof EngineUnavailable)) throw error
          turnedAway++
          n++
          await sleep(20)
        }
      }
      acknowledged++
    }
  }
  const running = Promise.all(visitors.map(runVisitor))
  // Whoever waits for the end hears of it.
  running.catch(() => {})

  return {
    get acknowledged() {
      return acknowledged
    },
    get turnedAway() {
      return turnedAway
    },
    takeLongestWait() {
      const longest = longestWait
      longestWait = 0
      return longest
    },
    async acknowledge(count) {
      for (const goal = acknowledged + count; acknowledged < goal; ) {
        await Promise.race([sleep(10), running])
      }
    },
    async stop() {
      isStopping = true
      await running
    },
    async expectStoredOnce(client) {
      const { rows } = await client.query<{ mark: string; times: number }>(
        'SELECT value AS mark, count(*) AS times FROM activities GROUP BY 1',
      )
      const stored = new Set(rows.map(({ mark }) => mark))
      expect([...sent].filter((mark) => !stored.has(mark))).toEqual([])
      expect(rows.filter(({ mark, times }) => times > 1 || !sent.has(mark))).toEqual([])
      const counts = await client.query(`
        SELECT (SELECT sum(activities)::int FROM contact_state) AS contacts,
          (SELECT sum(points)::int FROM contact_state) AS points,
          (SELECT sum(activities)::int FROM visits) AS visits,
          (SELECT sum(activities)::int FROM daily_counts) AS days,
          (SELECT count(*) FROM message_ids) AS ids`)
      const all = sent.size
      expect(counts.rows).toEqual([{ contacts: all, points: all, visits: all, days: all, ids: all }])
    },
  }
}
