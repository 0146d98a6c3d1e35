import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { InstallError } from './explain-failure.mjs'

/**
 * Says so when this user may not install here, before npm does in many words.
 *
 * @param {string} root
 */
export function checkWritable(root) {
  const closed = [root, join(root, 'node_modules')].find((path) => existsSync(path) && !isWritable(path))
  if (closed === undefined) return
  throw new InstallError(
    `This user may not write to ${closed}, where the packages that Waymark needs are installed. Start as the user ` +
      'who owns it, or clone Waymark into a folder of your own.',
  )
}

/** @param {string} path */
function isWritable(path) {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
