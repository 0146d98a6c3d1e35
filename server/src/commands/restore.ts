import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readBackupFile, verifyBackupFile } from '../platform/backup/backup-file.ts'
import { DatabaseInUseError, restoreDatabase } from '../platform/backup/restore-database.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command } from './command.ts'
import { ProgressBar } from './progress-bar.ts'
import { resolvePath } from './resolve-path.ts'
import { untilStopped } from './stopping.ts'
import { requireOption } from './sub-command.ts'

export const restore: Command = {
  help: `Usage: waymark restore <file> [--replace [--yes]]

Makes the database what a backup says: the embedded one of WAYMARK_DATA, or that of DATABASE_URL. Stop Waymark first.
The file is read to its end before anything is touched; whatever goes wrong, nothing has changed. A backup of an older
Waymark is brought forward. Without --replace the database has to be empty.

  --replace    deletes what the database holds now; asks before it does
  --yes        does not ask`,

  async run(args, { verbose, print }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false }, yes: { type: 'boolean', default: false } },
    })
    const named = positionals.length === 1 ? positionals[0] : undefined
    const file = resolvePath(requireOption(named, 'waymark restore <file> [--replace [--yes]]'))
    const config = readConfig(process.env, process.cwd())
    const logger = await createLogger(verbose ? config.logLevel : 'warn')
    const bar = new ProgressBar(process.stderr)
    const verified = await untilStopped(async (signal) => {
      const showing = (action: string) => (part: number) => {
        signal.throwIfAborted()
        bar.show(part, () => action)
      }
      try {
        const header = await verifyBackupFile(file, showing('checking the file'))
        bar.end()
        if (values.replace && !values.yes) await confirmReplacement(config, signal)
        const content = readBackupFile(file, showing('restoring'))
        await restoreInto(config, content, values.replace, logger)
        return header
      } finally {
        bar.end()
      }
    })
    const { takenAt, waymark } = verified
    print(`Restored ${file}: all as of ${takenAt}, taken by Waymark ${waymark}. Start Waymark again.`)
    return 0
  },
}

async function restoreInto(
  config: Config,
  content: AsyncIterable<Buffer>,
  replace: boolean,
  logger: Logger,
): Promise<void> {
  const database = await openDatabase(config, logger)
  try {
    await restoreDatabase(database.connection, content, { replace })
    await migrate(database.connection, logger)
  } catch (error) {
    if (!(error instanceof DatabaseInUseError)) throw error
    throw new OperatorError(
      `${error.message} Restore into an empty one, or delete what is there with waymark restore --replace.`,
    )
  } finally {
    await database.close()
  }
}

async function confirmReplacement({ databaseUrl, dataFolder }: Config, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new OperatorError(
      '--replace deletes what the database holds. Where nobody can be asked, add --yes.',
      {
        exitStatus: 2,
      },
    )
  }
  const place = databaseUrl === null ? `the database in ${dataFolder}` : 'the database of DATABASE_URL'
  const question = `This deletes everything in ${place}. Type "replace" to go on: `
  const line = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await Promise.race([
      line.question(question, { signal }),
      new Promise<string>((resolve) => line.once('close', () => resolve(''))),
    ])
    if (answer.trim() !== 'replace') throw new OperatorError('Given up; nothing has changed.')
  } finally {
    line.close()
  }
}
