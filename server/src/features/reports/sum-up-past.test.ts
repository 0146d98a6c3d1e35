import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import { keepDaySums } from './sum-up-days.ts'
import { createPastSums } from './sum-up-past.ts'

let waymark: ReadingInstallation

const now = () => Date.parse('2026-02-05T12:00:00Z')

beforeAll(async () => {
  waymark = await openReadingInstallation()
  const ada = await waymark.createContact('xperience', '2026-02-01T08:00:00Z')
  for (const day of ['2026-02-01', '2026-02-03', '2026-02-05'])
    await waymark.act(ada, [{ what: 'pagevisit', at: `${day}T08:00:00Z`, url: '/' }])
})
afterAll(() => waymark.close())
beforeEach(async () => {
  await sql`DELETE FROM report_days`.execute(waymark.queries)
})

async function summedDays(): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`SELECT day FROM report_days ORDER BY day`.execute(
    waymark.queries,
  )
  return rows.map(({ day }) => day)
}

function open() {
  const lines: string[] = []
  const logger = pino({}, { write: (line: string) => void lines.push(line) })
  const { queries, catalogue } = waymark
  const daySums = keepDaySums({ queries, catalogue, now })
  return { lines, past: createPastSums({ queries, catalogue, now, daySums, logger }) }
}

describe('Days that are over', () => {
  test('are summed up since the first visit, which is said once, and not again', async () => {
    const { lines, past } = open()
    await Promise.all([past.begin(), past.begin()])
    expect(await summedDays()).toEqual(['2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04'])
    expect(lines).toHaveLength(1)
    await past.begin()
    expect(lines).toHaveLength(1)
  })

  test('are left to another process that is at it', async () => {
    const { lines, past } = open()
    await waymark.queries.connection().execute(async (other) => {
      await sql`SELECT pg_advisory_lock(${sql.lit(0x73_75_6d_73)})`.execute(other)
      await past.begin()
      expect([await summedDays(), lines]).toEqual([[], []])
      await sql`SELECT pg_advisory_unlock_all()`.execute(other)
    })
    await past.begin()
    expect(await summedDays()).toHaveLength(4)
  })

  test('wait where the server stops', async () => {
    const { past } = open()
    const running = past.begin()
    await past.stop()
    await running
    const done = await summedDays()
    expect(done.length).toBeLessThan(4)
    await past.begin()
    expect(await summedDays()).toEqual(done)
  })

  test('are begun with when the server listens', async () => {
    waymark.setNow('2026-02-05T12:00:00Z')
    await waymark.app.listen({ port: 0 })
    await vi.waitFor(async () => expect(await summedDays()).toHaveLength(4), { timeout: 10_000 })
  })
})
