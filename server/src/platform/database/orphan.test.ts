import { cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openEmbedded } from './embedded.ts'
import { endOrphan } from './orphan.ts'
import { isAlive } from './processes.ts'

const silent = pino({ level: 'silent' })

/** A folder with the data of a PostgreSQL that runs. */
async function runPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const database = await openEmbedded(join(folder, 'data'), silent, 'throwaway')
  onTestFinished(() => database.close())
  const pid = Number.parseInt(await readFile(join(folder, 'data/postgres/postmaster.pid'), 'utf8'), 10)
  return { folder, pid }
}

test('an orphan is found and ended although its folder is reached by a link', async () => {
  const { folder, pid } = await runPostgres()
  await symlink(join(folder, 'data'), join(folder, 'link'))
  await endOrphan(join(folder, 'link/postgres'), silent)
  expect(isAlive(pid)).toBe(false)
})

test.runIf(process.platform === 'linux')('an orphan is found although its folder was renamed', async () => {
  const { folder, pid } = await runPostgres()
  await rename(join(folder, 'data'), join(folder, 'moved'))
  await endOrphan(join(folder, 'moved/postgres'), silent)
  expect(isAlive(pid)).toBe(false)
})

test.runIf(process.platform === 'linux')(
  'a copy of the data of a running server leaves that server alone, and can be used',
  async () => {
    const { folder, pid } = await runPostgres()
    await cp(join(folder, 'data'), join(folder, 'copy'), { recursive: true })
    await endOrphan(join(folder, 'copy/postgres'), silent)
    expect(isAlive(pid)).toBe(true)
    await expect(stat(join(folder, 'copy/postgres/postmaster.pid'))).rejects.toThrow('ENOENT')
  },
)
