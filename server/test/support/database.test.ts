import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from './database.ts'

test('two test databases have the same tables and see nothing of each other', async () => {
  const [one, other] = [await createTestDatabase(), await createTestDatabase()]
  onTestFinished(async () => {
    await Promise.all([one.drop(), other.drop()])
  })
  const first = new pg.Client(one.connection)
  const second = new pg.Client(other.connection)
  await Promise.all([first.connect(), second.connect()])
  onTestFinished(async () => {
    await Promise.all([first.end(), second.end()])
  })

  await first.query('CREATE TABLE only_here ()')

  const tables = "SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'"
  const counts = await Promise.all([first.query(tables), second.query(tables)])
  expect(counts[0].rows[0].n).toBe(counts[1].rows[0].n + 1)
})
