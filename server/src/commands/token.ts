import { parseArgs } from 'node:util'
import { MAX_NAME_LENGTH, NAME } from '../catalogue/names.ts'
import { createToken, deleteToken, listTokens } from '../catalogue/tokens.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command, Terminal } from './command.ts'
import { formatTable } from './format-table.ts'
import { readRole } from './role-option.ts'
import { requireOption, runSubCommand } from './sub-command.ts'
import { useQueries } from './use-database.ts'

const usage = {
  create: 'waymark token create --name <name> --role <role>',
  delete: 'waymark token delete <name>',
}

export const token: Command = {
  help: `Usage: ${usage.create}
       waymark token list
       ${usage.delete}

Tokens of the management API. A new one is printed once, alone on stdout, so that a script can capture it; only its
hash is stored. Roles: admin, marketer, privacy, viewer. Beside a running server all of it takes effect at once.`,

  run: (args, terminal) => runSubCommand('token', { create, list, delete: remove }, args, terminal),
}

async function create(args: string[], terminal: Terminal): Promise<0> {
  const { values } = parseArgs({ args, options: { name: { type: 'string' }, role: { type: 'string' } } })
  const name = readName(requireOption(values.name, usage.create))
  const role = readRole(requireOption(values.role, usage.create))
  const created = await useQueries(terminal, (db) => createToken(db, { name, role, at: new Date() }))
  if ('taken' in created) {
    const taken = JSON.stringify(created.taken)
    throw new OperatorError(
      `There is a token ${taken} already. Choose another name, or delete that one first: waymark token delete ${taken}`,
    )
  }
  terminal.note(`The token ${JSON.stringify(name)} (${role}), shown only now:`)
  terminal.print(created.secret)
  return 0
}

async function list(args: string[], terminal: Terminal): Promise<0> {
  parseArgs({ args, options: {} })
  const tokens = await useQueries(terminal, listTokens)
  const rows = tokens.map(({ name, role, created_at }) => [name, role, created_at])
  terminal.print(formatTable(['name', 'role', 'created'], rows, 'There are no tokens.'))
  return 0
}

async function remove(args: string[], terminal: Terminal): Promise<0> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const name = requireOption(positionals.length === 1 ? positionals[0] : undefined, usage.delete)
  if (!(await useQueries(terminal, (db) => deleteToken(db, name)))) {
    throw new OperatorError(
      `There is no token ${JSON.stringify(name)}. waymark token list shows those that are there.`,
    )
  }
  terminal.note(`The token ${JSON.stringify(name)} opens nothing any more.`)
  return 0
}

function readName(text: string): string {
  if (text.length <= MAX_NAME_LENGTH && NAME.test(text)) return text
  throw new OperatorError(
    `--name must be one line of 1 to ${MAX_NAME_LENGTH} characters without blanks at either end.`,
    { exitStatus: 2 },
  )
}
