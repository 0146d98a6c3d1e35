import { parseArgs } from 'node:util'
import { dumpDatabase } from '../platform/backup/dump-database.ts'
import { DatabaseInUseError, restoreDatabase } from '../platform/backup/restore-database.ts'
import { readConfig } from '../platform/config.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase, openExistingDatabase } from '../platform/database/open-database.ts'
import { createLogger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { version } from '../version.ts'
import type { Command } from './command.ts'
import { ProgressBar } from './progress-bar.ts'
import { untilStopped } from './stopping.ts'

export const move: Command = {
  help: `Usage: waymark move

Copies the embedded database of WAYMARK_DATA to the PostgreSQL of DATABASE_URL, which has to be empty: all of it in one
transaction, or nothing. Stop Waymark first, and start it with the same DATABASE_URL afterwards. The embedded database
stays as it was.`,

  async run(args, { verbose, print }) {
    parseArgs({ args, options: {} })
    const config = readConfig(process.env, process.cwd())
    const { databaseUrl, dataFolder } = config
    if (databaseUrl === null) {
      throw new OperatorError(
        'Say where to with DATABASE_URL: DATABASE_URL=postgresql://user:password@host/database waymark move',
        { exitStatus: 2 },
      )
    }
    const logger = await createLogger(verbose ? config.logLevel : 'warn')
    const bar = new ProgressBar(process.stderr)
    await untilStopped(async (signal) => {
      const target = await openDatabase(config, logger)
      // Alone: what a server beside it would store meanwhile would stay behind.
      const source = await openExistingDatabase({ databaseUrl: null, dataFolder }, logger, { alone: true })
      try {
        const origin = { waymark: version, takenAt: new Date().toISOString() }
        const content = dumpDatabase(source.connection, origin, (part, table) => {
          signal.throwIfAborted()
          bar.show(part, () => table)
        })
        await restoreDatabase(target.connection, content)
        await migrate(target.connection, logger)
      } catch (error) {
        if (!(error instanceof DatabaseInUseError)) throw error
        throw new OperatorError(`${error.message} Move to an empty one: CREATE DATABASE makes it.`)
      } finally {
        bar.end()
        await source.close()
      }
    })
    print(
      `Moved. Start Waymark with the same DATABASE_URL from now on; without it, it would start on ${dataFolder} again, ` +
        'which is as it was. Remove that folder when you no longer want it.',
    )
    return 0
  },
}
