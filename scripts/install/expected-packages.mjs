import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a lock file says of a package.
 *
 * @typedef {object} LockEntry
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [devOptional]
 * @property {boolean} [optional]
 * @property {boolean} [peer]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */

/**
 * The folders, such as `node_modules/pg`, that an installation of this level will have on this machine.
 *
 * @param {string} root
 * @param {import('./stamp.mjs').Level} level
 */
export function expectedPackages(root, level) {
  return (
    Object.entries(readPackages(join(root, 'package-lock.json')))
      .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && fitsMachine(entry))
      // What an optional package would need beside it if it were installed: npm leaves it out.
      .filter(([, entry]) => !(entry.optional && entry.peer))
      .filter(([, entry]) => level === 'all' || !(entry.dev || entry.devOptional))
      .map(([path]) => path)
  )
}

/**
 * @param {string} root
 * @param {string[]} paths
 */
export function countInstalled(root, paths) {
  return paths.filter((path) => isUnpacked(root, path)).length
}

/**
 * Packages that are on the disk although the last completed installation does not know them.
 *
 * @param {string} root
 */
export function findUnfinished(root) {
  const finished = finishedPackages(root) ?? {}
  return expectedPackages(root, 'all').filter(
    (path) => finished[path] === undefined && existsSync(join(root, path)),
  )
}

/**
 * What the last completed installation holds, by folder, or null: npm writes this list when it is done.
 *
 * @param {string} root
 */
export function finishedPackages(root) {
  const list = join(root, 'node_modules/.package-lock.json')
  return existsSync(list) ? readPackages(list) : null
}

/**
 * @param {string} root
 * @param {string} path
 */
function isUnpacked(root, path) {
  return existsSync(join(root, path, 'package.json'))
}

/**
 * @param {string} path
 * @returns {Record<string, LockEntry>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {}
}

/** @param {LockEntry} entry */
function fitsMachine({ os, cpu, libc }) {
  return fits(os, process.platform) && fits(cpu, process.arch) && (!libc || fits(libc, libcName()))
}

/**
 * `['linux', 'darwin']` names what fits, `['!win32']` what does not.
 *
 * @param {string[] | undefined} list
 * @param {string} value
 */
function fits(list, value) {
  if (!list) return true
  return list.includes(value) || list.every((name) => name.startsWith('!') && name !== `!${value}`)
}

/** Takes some 3 ms. */
function libcName() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header.glibcVersionRuntime ? 'glibc' : 'musl'
}
