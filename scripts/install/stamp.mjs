import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finishedPackages } from './expected-packages.mjs'

/** @typedef {'start' | 'all'} Level `all` holds everything that `start` does. */

/**
 * Whether the last installation was of this lock file, on this machine, and of this level or a higher one.
 *
 * @param {string} root
 * @param {Level} level
 */
export function isInstalled(root, level) {
  const stamp = readStamp(root)
  if (stamp === null || stamp.packages !== fingerprint(root)) return false
  return (
    (stamp.level === 'all' || stamp.level === level) && existsSync(join(root, 'node_modules/node/bin/node'))
  )
}

/**
 * Never less than what is there: a server, tests or an editor may be using it.
 *
 * @param {string} root
 * @param {Level} level
 * @returns {Level}
 */
export function levelToInstall(root, level) {
  return finishedPackages(root)?.['node_modules/vitest'] ? 'all' : level
}

/**
 * @param {string} root
 * @param {Level} level
 */
export function writeStamp(root, level) {
  const next = `${stampPath(root)}.new`
  writeFileSync(next, `${JSON.stringify({ level, packages: fingerprint(root) })}\n`)
  renameSync(next, stampPath(root))
}

/**
 * @param {string} root
 * @returns {{ level: Level, packages: string } | null}
 */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampPath(root), 'utf8'))
  } catch {
    return null
  }
}

/**
 * Of the platform, too, since a folder may be shared by a machine and a container on it.
 *
 * @param {string} root
 */
function fingerprint(root) {
  const lockFile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(`${process.platform} ${process.arch} `).update(lockFile).digest('hex')
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.waymark-installed')
}
