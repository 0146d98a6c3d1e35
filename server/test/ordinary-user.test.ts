import { execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventually, findProcesses, makePrivateFolder, projectRoot, run } from './support/waymark-process.ts'

const node = join(projectRoot, 'node_modules/.bin/node')
const main = join(projectRoot, 'server/src/main.ts')

/** `nobody`, if this process may become it and it may read the project; else these tests cannot be. */
const user = findOrdinaryUser()

function findOrdinaryUser(): { uid: number; command: string[] } | null {
  try {
    const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
    const command = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--inh-caps=-all']
    execFileSync('setpriv', [...command.slice(1), node, main, '--version'], { stdio: 'ignore' })
    return { uid, command }
  } catch {
    return null
  }
}

describe.runIf(user !== null)('as an ordinary user', () => {
  const { uid, command } = user ?? { uid: -1, command: [] }
  const start = (dataFolder: string) => run([...command, node, main, 'start'], { WAYMARK_DATA: dataFolder })

  test('a start needs no rights but those to its own folder', async () => {
    const folder = await makePrivateFolder()
    chownSync(folder, uid, uid)
    const server = start(join(folder, 'data'))
    await server.ready()
    expect((await stat(join(folder, 'data/postgres'))).uid).toBe(uid)
    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual({ status: 0, signal: null })
    await eventually('nothing is left', async () => (await findProcesses(folder)).length === 0)
  })

  test('a folder that this user may not write says so', async () => {
    const folder = await makePrivateFolder()
    chownSync(folder, uid, uid)
    await mkdir(join(folder, 'closed'), { mode: 0o755 })
    const server = start(join(folder, 'closed/data'))
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toMatch(/cannot be used: this user may not write there\./)
  })

  test.each([
    ['that is closed to this user', 0o700],
    ['of which only the files are', 0o755],
  ])('a command on the data of another user %s says so in one line', async (_which, mode) => {
    const folder = await makePrivateFolder()
    await chmod(folder, 0o755)
    const data = join(folder, 'data')
    await mkdir(join(data, 'postgres'), { recursive: true, mode })
    await chmod(data, mode)
    await chmod(join(data, 'postgres'), 0o700)
    await writeFile(join(data, 'run.json'), '{}', { mode: 0o600 })
    for (const args of [
      ['provision', 'none.json'],
      ['token', 'list'],
      ['backup', 'none'],
    ]) {
      const result = run([...command, node, main, ...args], { WAYMARK_DATA: data })
      expect(await result.ended).toEqual({ status: 1, signal: null })
      expect(result.output()).toBe(
        `This user may not read ${data}. Run this as the user who runs Waymark, or choose another folder with WAYMARK_DATA.\n`,
      )
    }
  })

  test('so does a data folder that is there and may only be read', async () => {
    const folder = await makePrivateFolder()
    chownSync(folder, uid, uid)
    await mkdir(join(folder, 'data'), { mode: 0o755 })
    const server = start(join(folder, 'data'))
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toMatch(/cannot be used: this user may not write there\./)
  })
})
