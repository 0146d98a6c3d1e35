// Builds the admin when it is missing or older than its sources; else it is done in some milliseconds. Runs under any Node
// from 20 on: the build itself runs on the pinned one.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isBuilt } from './admin/stamp.mjs'
import { withLock } from './install/lock.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

// Two commands of one clone may begin at the same moment.
if (!isBuilt(root)) {
  await withLock(root, async () => {
    if (!isBuilt(root)) await build()
  })
}

async function build() {
  const began = Date.now()
  process.stderr.write('Building the admin, once and after changes …')
  try {
    await promisify(execFile)('node_modules/.bin/node', ['scripts/admin/build.mjs'], { cwd: root })
    process.stderr.write(` done in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`)
  } catch (error) {
    const { stderr = '', message } = /** @type {{ stderr?: string, message: string }} */ (error)
    process.stderr.write(`\nThe admin could not be built:\n${stderr.trim() || message}\n`)
    process.exitCode = 1
  }
}
