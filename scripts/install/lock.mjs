import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const longestInstallationMs = 30 * 60_000

/**
 * Runs `work` while no other installation of this folder runs.
 *
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withLock(root, work) {
  const path = lockPath(root)
  let told = false
  while (!tryLock(path)) {
    if (isStale(path)) {
      rmSync(path, { force: true })
      continue
    }
    if (!told) process.stderr.write('Another installation of this folder is under way; waiting for it.\n')
    told = true
    await sleep(200)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

/** @param {string} path */
function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** @param {string} path */
function isStale(path) {
  try {
    const age = Date.now() - statSync(path).mtimeMs
    // Empty for the moment between its making and its writing.
    const pid = Number(readFileSync(path, 'utf8'))
    return pid === 0 ? age > 5_000 : age > longestInstallationMs || !isAlive(pid)
  } catch {
    return false
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : null
}

/**
 * Not in node_modules, which `npm ci` empties, and not beside it, where git would see it.
 *
 * @param {string} root
 */
function lockPath(root) {
  const name = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16)
  return join(tmpdir(), `waymark-install-${name}.lock`)
}
