import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { claimDataFolder, findRunning, releaseDataFolder, updateRunFile } from './run-file.ts'

const connection = { host: '/tmp/x', port: 5432, user: 'u', password: 'p', database: 'd' }

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('a command finds a server only when that listens, and no more when it has stopped', async () => {
  const folder = await makeFolder()
  await claimDataFolder(folder)
  await updateRunFile(folder, { connection })
  expect(await findRunning(folder)).toBeNull()

  await updateRunFile(folder, { address: 'http://localhost:4100' })
  expect(await findRunning(folder)).toEqual({
    pid: process.pid,
    address: 'http://localhost:4100',
    connection,
  })
  expect((await stat(join(folder, 'run.json'))).mode & 0o777).toBe(0o600)

  await releaseDataFolder(folder)
  expect(await findRunning(folder)).toBeNull()
  expect(await readdir(folder)).toEqual([])
})

test('a folder is claimed by one', async () => {
  const folder = await makeFolder()
  await claimDataFolder(folder)
  await expect(claimDataFolder(folder)).rejects.toThrow(
    `in use by a running Waymark (process ${process.pid})`,
  )
})

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, processStart: '1', address: 'http://x', connection }],
  [
    'an earlier process of an id that lives',
    { pid: process.pid, processStart: 'long ago', address: 'http://x', connection },
  ],
])('the claim of %s counts for nothing', async (_whose, left) => {
  const folder = await makeFolder()
  await writeFile(join(folder, 'run.json'), JSON.stringify(left))
  expect(await findRunning(folder)).toBeNull()
  await claimDataFolder(folder)
  expect(await readdir(folder)).toEqual(['run.json'])
})

test.each(['', '{"pid":', '[]', '{"pid":"7"}'])(
  'a file cut short by a crash (%j) stops nobody',
  async (text) => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'run.json'), text)
    expect(await findRunning(folder)).toBeNull()
    await claimDataFolder(folder)
  },
)
