import { parseArgs } from 'node:util'
import { provisionFile } from '../catalogue/provisioning/provision.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command } from './command.ts'
import { resolvePath } from './resolve-path.ts'
import { useDatabase } from './use-database.ts'

export const provision: Command = {
  help: `Usage: waymark provision <file>

Applies a provisioning file: channels, keys, definitions, consents, settings, users, tokens. It changes nothing when
any part of the file is wrong, and never deletes what the file does not name. Beside a running server it takes effect
there at once.`,

  async run(args, terminal) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) {
      throw new OperatorError('Name one provisioning file: waymark provision <file>', { exitStatus: 2 })
    }
    const { summary } = await useDatabase(terminal, (connection) =>
      provisionFile(connection, resolvePath(file)),
    )
    terminal.print(summary)
    return 0
  },
}
