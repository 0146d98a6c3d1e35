import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from './postgres-process.ts'

/** Starts, in place of PostgreSQL, a script that says this and fails. */
async function startFailing(lastLine: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const postgres = join(folder, 'postgres')
  await writeFile(postgres, `#!/bin/sh\necho '${lastLine}' >&2\nexit 1\n`)
  await chmod(postgres, 0o755)
  return startPostgres({
    binaries: { postgres, initdb: '' },
    account: { prefix: [], owner: null, passesClosedFolders: true },
    cluster: folder,
    socketFolder: join(folder, 'socket'),
    logger: pino({ level: 'silent' }),
  })
}

test.each([
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'Start again in a moment'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'Start again in a moment'],
  ['FATAL:  could not write lock file: No space left on device', 'the disk is full.'],
  ['FATAL:  something new', 'did not start: something new'],
])('when PostgreSQL ends with "%s" the failure says what it means', async (lastLine, message) => {
  await expect(startFailing(lastLine)).rejects.toThrow(message)
})
