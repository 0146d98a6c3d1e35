import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { countInstalled, expectedPackages, findUnfinished, finishedPackages } from './expected-packages.mjs'
import { showProgress } from './progress.mjs'

/** What npm is told in every case, whatever the machine's settings are. */
const common = [
  // Node is pinned by the package `node`; that npm itself runs on another one is no news (EBADENGINE).
  ...['--loglevel=error', '--engine-strict=false', '--no-audit', '--no-fund', '--no-update-notifier'],
  // PostgreSQL's binaries are optional packages, one per platform.
  '--include=optional',
]

/**
 * Runs npm with visible progress. Resolves with its exit status and what it printed.
 *
 * @param {string} root
 * @param {import('./stamp.mjs').Level} level
 */
export async function installPackages(root, level) {
  const expected = expectedPackages(root, level)
  const progress = showProgress(() => countInstalled(root, expected), expected.length)
  const result = await runNpm(root, npmArguments(root, level))
  progress.end(result.status === 0)
  return result
}

/**
 * @param {string} root
 * @param {import('./stamp.mjs').Level} level
 */
function npmArguments(root, level) {
  const what = level === 'all' ? ['--include=dev'] : ['--omit=dev']
  // Without a completed installation there is nothing that anybody could be using: begin anew.
  if (finishedPackages(root) === null) return ['ci', ...common, ...what]
  // Adds and replaces, so that a server that runs from here can go on. A package left half unpacked by an
  // installation that was stopped would be taken for complete.
  for (const path of findUnfinished(root)) rmSync(join(root, path), { recursive: true, force: true })
  return ['install', '--no-save', ...common, ...what]
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{ status: number, output: string }>}
 */
function runNpm(root, args) {
  // The npm that runs this script, else the one on the path.
  const npm = process.env.npm_execpath
  const [command, first] = npm && basename(npm) === 'npm-cli.js' ? [process.execPath, [npm]] : ['npm', []]
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    // A group of its own, so that npm and what it has started can be stopped together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // No id: it could not be started, as 'error' will tell.
  const stopListening = child.pid === undefined ? () => {} : stopWhenAsked(child.pid)
  let output = ''
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: 1, output: String(error) }))
    child.once('close', (status) => {
      stopListening()
      resolve({ status: status ?? 1, output })
    })
  })
}

/**
 * Ctrl+C, SIGTERM, or the end of the shell between npm and this script, which gets no word of a SIGTERM to npm.
 *
 * @param {number} group The process group to end.
 */
function stopWhenAsked(group) {
  const stop = (/** @type {number} */ status) => {
    try {
      // npm takes its time over SIGTERM, and has nothing to save: the next installation removes what is half done.
      process.kill(-group, 'SIGKILL')
    } catch {
      // It has just ended by itself.
    }
    process.stderr.write('\nThe installation was stopped. The next start completes it.\n')
    process.exit(status)
  }
  const onInterrupt = () => stop(130)
  const onTerminate = () => stop(143)
  process.once('SIGINT', onInterrupt)
  process.once('SIGTERM', onTerminate)
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && stop(143), 200)
  return () => {
    clearInterval(watch)
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onTerminate)
  }
}
