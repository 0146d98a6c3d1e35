import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether admin/dist was built from what is there now.
 *
 * @param {string} root
 */
export function isBuilt(root) {
  const stamp = join(root, 'admin/dist/.stamp')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprintAdmin(root)
}

/**
 * Of everything that the build reads.
 *
 * @param {string} root
 */
export function fingerprintAdmin(root) {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'admin/index.html', 'admin/vite.config.ts', 'scripts/admin/build.mjs']
  for (const folder of ['admin/src', 'admin/public']) files.push(...listFiles(root, folder))
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} folder
 */
function listFiles(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()
}
