import { parseArgs } from 'node:util'
import { type ListedKey, listChannels } from '../catalogue/channels.ts'
import type { Command, Terminal } from './command.ts'
import { formatTable } from './format-table.ts'
import { runSubCommand } from './sub-command.ts'
import { useQueries } from './use-database.ts'

export const channel: Command = {
  help: `Usage: waymark channel list

Channels with their ids, and their keys: of a Sitecore key, which is public, all of it; of the others only a hash is
stored, so a lost one is replaced, not found. Channels and keys are made and changed by waymark provision.`,

  run: (args, terminal) => runSubCommand('channel', { list }, args, terminal),
}

async function list(args: string[], terminal: Terminal): Promise<0> {
  parseArgs({ args, options: {} })
  const channels = await useQueries(terminal, listChannels)
  const rows = channels.map(({ name, codeName, guid }) => [name, codeName, guid])
  terminal.print(formatTable(['channel', 'code name', 'id'], rows, 'There are no channels.'))
  const keys = channels.flatMap(({ codeName, keys }) => keys.map((key) => [codeName, ...describeKey(key)]))
  if (keys.length > 0)
    terminal.print(`\n${formatTable(['code name', 'key', 'access', 'enabled', 'value'], keys, '')}`)
  return 0
}

function describeKey({ name, access, enabled, publicKey }: ListedKey): string[] {
  return [name, access, enabled ? 'yes' : 'no', publicKey ?? '(secret)']
}
