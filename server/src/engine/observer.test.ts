import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { draft, noon, track } from '../../test/support/commands.ts'
import { type CuttingProxy, startCuttingProxy } from '../../test/support/cutting-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { newId } from '../domain/ids.ts'
import { clientConfig } from '../platform/database/client-config.ts'
import { type CommittedBatch, type Engine, type EngineHealth, EngineUnavailable } from './contract.ts'
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

  test('that throws repeats nothing, and keeps nobody from an answer', async () => {
    observer.batchCommitted.mockImplementationOnce(() => {
      throw new Error('broken')
    })
    const outcome = await engine.accept(track(newId(), [draft()]))
    expect(outcome).toMatchObject({ status: 'accepted' })
    expect(observer.batchRepeated).not.toHaveBeenCalled()
    expect(observer.batchCommitted).toHaveBeenCalledTimes(1)
  })

  test('hears of a batch that failed in half only of that half, and so do those who sent it', async () => {
    const client = new pg.Client(clientConfig(database.connection))
    await client.connect()
    await client.query(`
      CREATE FUNCTION fail_by_value() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.value = 'poison' THEN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END IF;
        IF NEW.value = 'full' THEN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER by_value BEFORE INSERT ON activities FOR EACH ROW EXECUTE FUNCTION fail_by_value()`)
    const answers = await Promise.allSettled(
      ['fine', 'poison', 'full'].map((value, n) => engine.accept(track(newId(noon + n), [draft({ value })]))),
    )
    await client.query('DROP FUNCTION fail_by_value CASCADE')
    await client.end()
    expect(answers).toMatchObject([
      { value: { status: 'accepted' } },
      { value: { status: 'refused', code: 'not_storable' } },
      { reason: expect.any(EngineUnavailable) },
    ])
    expect(observer.turnedAway.mock.calls).toEqual([['storing_failed', 1]])
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
