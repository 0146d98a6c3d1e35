import { parseArgs } from 'node:util'
import { provisionFile } from '../catalogue/provisioning/provision.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command } from './command.ts'
import { resolvePath } from './resolve-path.ts'
import { useOrMakeDatabase } from './use-database.ts'

export const provision: Command = {
  help: `Usage: waymark provision <file>

Applies a provisioning file: channels, keys, definitions, consents, settings, users, tokens. It changes nothing when
any part of the file is wrong, and never deletes what the file does not name. It prints the ids of the channels that
it makes. Beside a running server it takes effect there at once; where no server has been yet, it makes the database.`,

  async run(args, terminal) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) {
      throw new OperatorError('Name one provisioning file: waymark provision <file>', { exitStatus: 2 })
    }
    const { summary, newChannels } = await useOrMakeDatabase(terminal, (connection) =>
      provisionFile(connection, resolvePath(file)),
    )
    terminal.print(summary)
    for (const { name, codeName, guid } of newChannels)
      terminal.print(`Channel ${JSON.stringify(name)} (${codeName}): ${guid}`)
    return 0
  },
}
