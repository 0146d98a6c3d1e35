// Installs what is missing, before every command of package.json. Runs under any Node from 20 on, with nothing
// installed, so it uses nothing but Node itself. When nothing is missing it is done in some milliseconds.
//
//   node scripts/install.mjs start   what the server needs
//   node scripts/install.mjs all     what tests, checks and benchmarks need, too
import { fileURLToPath } from 'node:url'
import { findBrokenPackage } from './install/broken-package.mjs'
import { explainFailure, InstallError } from './install/explain-failure.mjs'
import { withLock } from './install/lock.mjs'
import { installPackages } from './install/packages.mjs'
import { isInstalled, levelToInstall, writeStamp } from './install/stamp.mjs'
import { checkWritable } from './install/writable.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string | undefined} level */
async function main(level) {
  if (level !== 'start' && level !== 'all')
    throw new InstallError('Usage: node scripts/install.mjs <start|all>', 2)
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new InstallError(`Waymark needs Node 20 or newer to begin with; this is ${process.version}.`)
  }
  if (isInstalled(root, level)) return
  checkWritable(root)
  // `npm start` and `npm test` of one clone may begin at the same moment.
  await withLock(root, async () => {
    if (isInstalled(root, level)) return
    const wanted = levelToInstall(root, level)
    const result = await installPackages(root, wanted)
    if (result.status !== 0) throw new InstallError(explainFailure(result.output))
    const broken = await findBrokenPackage(root)
    if (broken !== null) throw new InstallError(broken)
    writeStamp(root, wanted)
  })
}

try {
  await main(process.argv[2])
} catch (error) {
  if (!(error instanceof InstallError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitStatus
}
