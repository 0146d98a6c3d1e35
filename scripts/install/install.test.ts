import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findBrokenPackage } from './broken-package.mjs'
import { expectedPackages, findUnfinished } from './expected-packages.mjs'
import { explainFailure } from './explain-failure.mjs'
import { isInstalled, levelToInstall, writeStamp } from './stamp.mjs'

const otherPlatform = process.platform === 'linux' ? 'darwin' : 'linux'

/** A project with this lock file, and with these packages unpacked. */
async function makeProject(packages: Record<string, object>, unpacked: string[] = []): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(root, { recursive: true }))
  await writeFile(join(root, 'package.json'), JSON.stringify({ dependencies: { node: '1.2.3' } }))
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }))
  await mkdir(join(root, 'node_modules'))
  for (const path of unpacked) {
    await mkdir(join(root, path), { recursive: true })
    await writeFile(join(root, path, 'package.json'), '{}')
  }
  return root
}

async function completeInstallation(root: string, packages: Record<string, object>): Promise<void> {
  await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
  await mkdir(join(root, 'node_modules/node/bin'), { recursive: true })
  await writeFile(join(root, 'node_modules/node/bin/node'), '')
}

test('what tests need is left out of a start, and what this machine cannot run is left out of both', async () => {
  const root = await makeProject({
    '': {},
    server: {},
    'node_modules/@waymark/server': { link: true },
    'node_modules/pg': {},
    'node_modules/vitest': { dev: true },
    'node_modules/binary-here': { optional: true, os: [process.platform], cpu: [process.arch] },
    'node_modules/binary-elsewhere': { optional: true, os: [otherPlatform] },
    'node_modules/not-on-windows': { os: ['!win32'] },
  })
  const start = ['node_modules/pg', 'node_modules/binary-here', 'node_modules/not-on-windows']
  expect(expectedPackages(root, 'start').sort()).toEqual(start.sort())
  expect(expectedPackages(root, 'all').sort()).toEqual([...start, 'node_modules/vitest'].sort())
})

test('an installation of everything will do for a start, but not the other way round', async () => {
  const root = await makeProject({})
  await completeInstallation(root, {})
  writeStamp(root, 'start')
  expect([isInstalled(root, 'start'), isInstalled(root, 'all')]).toEqual([true, false])
  writeStamp(root, 'all')
  expect([isInstalled(root, 'start'), isInstalled(root, 'all')]).toEqual([true, true])
})

test('a changed lock file or a missing Node asks for another installation', async () => {
  const root = await makeProject({})
  await completeInstallation(root, {})
  writeStamp(root, 'all')
  await rm(join(root, 'node_modules/node'), { recursive: true })
  expect(isInstalled(root, 'start')).toBe(false)

  await completeInstallation(root, {})
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/new': {} } }))
  expect(isInstalled(root, 'start')).toBe(false)
})

test('a start never takes away what tests and editors are using', async () => {
  const root = await makeProject({})
  expect(levelToInstall(root, 'start')).toBe('start')
  await completeInstallation(root, { 'node_modules/vitest': {} })
  expect(levelToInstall(root, 'start')).toBe('all')
})

test('a package that a stopped installation left half unpacked is found', async () => {
  const packages = { 'node_modules/whole': {}, 'node_modules/half': {}, 'node_modules/absent': {} }
  const root = await makeProject(packages, ['node_modules/whole', 'node_modules/half'])
  await completeInstallation(root, { 'node_modules/whole': {} })
  expect(findUnfinished(root)).toEqual(['node_modules/half'])
})

test('install scripts that were blocked are named together with the command that runs them', async () => {
  const root = await makeProject({})
  const message = await findBrokenPackage(root)
  expect(message).toContain('ignore-scripts')
  expect(message).toContain('npm rebuild --ignore-scripts=false node')
})

test.each([
  ['npm error code EAI_AGAIN', 'The npm registry cannot be reached.'],
  ['npm error code E401', 'The npm registry refused access.'],
  ['npm error code ENOSPC', 'The disk is full.'],
  ['npm error code EACCES', 'This user may not write'],
  ['npm error code ESURPRISE', 'Mend what npm reports'],
])('%s is followed by what to do', (output, remedy) => {
  expect(explainFailure(output)).toContain(output)
  expect(explainFailure(output)).toContain(remedy)
})

test.each(['.', 'node_modules'])('who may not write to %s is told so in one sentence', async (path) => {
  const root = await makeProject({})
  await chmod(root, 0o777)
  await chmod(join(root, path), 0o555)
  onTestFinished(() => chmod(root, 0o755))
  // root may write everywhere, so a process of root becomes an ordinary user, when it has loaded what it needs.
  const script = `import { checkWritable } from ${JSON.stringify(fileURLToPath(new URL('writable.mjs', import.meta.url)))}
    if (process.getuid() === 0) process.setuid(65534)
    try { checkWritable(${JSON.stringify(root)}) } catch ({ message }) { console.log(message) }`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect(stdout.trim()).toMatch(
    /^This user may not write to \/.*, where .* Start as the user who owns it, or clone/,
  )
  expect(stdout).toContain(join(root, path))
})

test('installations of one folder run one after the other, also after one that was killed', async () => {
  const root = await makeProject({})
  const lock = fileURLToPath(new URL('lock.mjs', import.meta.url))
  const hold = (ms: number) => {
    const script = `import { withLock } from ${JSON.stringify(lock)}
      await withLock(${JSON.stringify(root)}, async () => {
        console.log('in')
        await new Promise((resolve) => setTimeout(resolve, ${ms}))
        console.log('out')
      })`
    return spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }
  const killed = hold(60_000)
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')

  const events: string[] = []
  const holders = [hold(150), hold(150)]
  for (const { stdout } of holders)
    stdout.on('data', (text) => events.push(...String(text).trim().split('\n')))
  await Promise.all(holders.map((holder) => once(holder, 'close')))
  expect(events).toEqual(['in', 'out', 'in', 'out'])
})
