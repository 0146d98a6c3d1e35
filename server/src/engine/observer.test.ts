import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { draft, track } from '../../test/support/commands.ts'
import { type CuttingProxy, startCuttingProxy } from '../../test/support/cutting-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { newId } from '../domain/ids.ts'
import type { CommittedBatch, Engine, EngineHealth } from './contract.ts'
import { openEngine } from './engine.ts'

let database: TestDatabase
let proxy: CuttingProxy
let engine: Engine & EngineHealth
const observer = {
  batchCommitted: vi.fn<(batch: CommittedBatch) => void>(),
  batchRepeated: vi.fn(),
  turnedAway: vi.fn(),
}

beforeAll(async () => {
  database = await createTestDatabase()
  proxy = await startCuttingProxy(database.connection)
})
afterAll(async () => {
  await proxy?.close()
  await database?.drop()
})
beforeEach(async () => {
  vi.clearAllMocks()
  engine = await openEngine({
    connection: proxy.connection,
    logger: pino({ level: 'silent' }),
    dayOf: () => '2026-03-02',
    lanes: 1,
    observer,
  })
})
afterEach(() => engine.close())

describe('an observer', () => {
  test('hears of a batch after its commit: commands, outcomes, what was stored by whom, and how long it took', async () => {
    const command = track(newId(), [draft({ kind: 'pageView' }), draft({ kind: 'goal' })])
    await engine.accept(command)
    const [batch] = observer.batchCommitted.mock.calls[0] ?? []
    expect(batch?.commands).toEqual([command])
    expect(batch?.outcomes).toMatchObject([{ status: 'accepted' }])
    expect(batch?.activities.map(({ api, draft }) => [api, draft.kind])).toEqual([
      [command.api, 'pageView'],
      [command.api, 'goal'],
    ])
    expect(batch?.commitMs).toBeGreaterThan(0)
    expect(batch?.durationMs).toBeGreaterThanOrEqual(batch?.commitMs ?? 0)
  })

  test('hears of activities that were committed although the connection broke before the answer', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [draft()]))
    proxy.cutAtCommit('after')
    await engine.accept(track(visitor, [draft(), draft()]))
    expect(observer.batchCommitted.mock.lastCall?.[0].activities).toHaveLength(2)
  })

  test('hears that a batch runs again, and why', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [draft()]))
    proxy.cutAtCommit('before')
    await engine.accept(track(visitor, [draft()]))
    expect(observer.batchRepeated.mock.calls).toEqual([['connection_lost']])
  })

  test('hears why commands are turned away', async () => {
    await engine.close()
    await expect(engine.accept(track(newId(), [draft()]))).rejects.toThrow('shutting down')
    expect(observer.turnedAway.mock.calls).toEqual([['shutting_down', 1]])
  })
})

test('an engine that rests has nothing waiting and no lane down', () => {
  expect(engine.queue).toEqual({ commands: 0, drafts: 0 })
  expect(engine.lanes).toEqual({ all: 1, down: 0 })
})
