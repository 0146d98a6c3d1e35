import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { provisionFile } from '../catalogue/provisioning/provision.ts'
import { readConfig } from '../platform/config.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabaseForCommand } from '../platform/database/open-database.ts'
import { createLogger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command } from './command.ts'

export const provision: Command = {
  help: `Usage: waymark provision <file>

Applies a provisioning file: channels, keys, definitions, consents, settings, users, tokens. It changes nothing when
any part of the file is wrong, and never deletes what the file does not name. Beside a running server it takes effect
there at once.`,

  async run(args, { verbose, print }) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) {
      throw new OperatorError('Name one provisioning file: waymark provision <file>', { exitStatus: 2 })
    }
    // npm runs commands in the project's root and says where it was called.
    const startFolder = process.env.INIT_CWD ?? process.cwd()
    const config = readConfig(process.env, process.cwd())
    const logger = await createLogger(verbose ? config.logLevel : 'warn')
    const database = await openDatabaseForCommand(config, logger)
    try {
      await migrate(database.connection, logger)
      const { summary } = await provisionFile(database.connection, resolve(startFolder, file))
      print(summary)
      return 0
    } finally {
      await database.close()
    }
  },
}
