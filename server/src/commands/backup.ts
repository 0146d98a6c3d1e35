import { parseArgs } from 'node:util'
import { writeBackupFile } from '../platform/backup/backup-file.ts'
import { dumpDatabase } from '../platform/backup/dump-database.ts'
import { readConfig } from '../platform/config.ts'
import { openExistingDatabase } from '../platform/database/open-database.ts'
import { createLogger } from '../platform/logger.ts'
import { version } from '../version.ts'
import type { Command } from './command.ts'
import { formatBytes } from './format-bytes.ts'
import { ProgressBar } from './progress-bar.ts'
import { resolvePath } from './resolve-path.ts'
import { untilStopped } from './stopping.ts'
import { requireOption } from './sub-command.ts'

export const backup: Command = {
  help: `Usage: waymark backup <file> [--force]

Writes everything in the database into one file, as of the moment at which it begins; a running server goes on. The file
can be read by its owner only: it holds personal data and the hashes of passwords and keys. waymark restore brings it
back, into the embedded database or that of DATABASE_URL; a newer Waymark can read it, an older one cannot.

  --force    replaces a file that is there`,

  async run(args, { verbose, print }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false } },
    })
    const named = positionals.length === 1 ? positionals[0] : undefined
    const file = resolvePath(requireOption(named, 'waymark backup <file> [--force]'))
    const config = readConfig(process.env, process.cwd())
    const logger = await createLogger(verbose ? config.logLevel : 'warn')
    const bar = new ProgressBar(process.stderr)
    const takenAt = new Date().toISOString()
    const { bytes } = await untilStopped(async (signal) => {
      const database = await openExistingDatabase(config, logger)
      try {
        const content = dumpDatabase(database.connection, { waymark: version, takenAt }, (part, table) =>
          bar.show(part, () => table),
        )
        return await writeBackupFile(file, content, { force: values.force, signal })
      } finally {
        bar.end()
        await database.close()
      }
    })
    print(`Backed up to ${file} (${formatBytes(bytes)}), as of ${takenAt}.`)
    return 0
  },
}
