import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import {
  createUser,
  deleteUser,
  findPasswordFlaw,
  isEmail,
  listUsers,
  setPassword,
} from '../catalogue/users.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command, Terminal } from './command.ts'
import { formatTable } from './format-table.ts'
import { askPassword, readPassword } from './read-password.ts'
import { readRole } from './role-option.ts'
import { requireOption, runSubCommand } from './sub-command.ts'
import { useQueries } from './use-database.ts'

const usage = {
  create: 'waymark user create <email> --role <role> [--password-stdin]',
  'reset-password': 'waymark user reset-password <email> [--password-stdin]',
  delete: 'waymark user delete <email>',
}

export const user: Command = {
  help: `Usage: ${usage.create}
       ${usage['reset-password']}
       waymark user list
       ${usage.delete}

People who may sign in to the admin, at /admin/. The address may also be given as --email <email>. The password is asked
for on a terminal, or read from stdin with --password-stdin; left empty, or where there is no terminal, a random one is
made and printed once, alone on stdout. One that you choose has at least 12 characters. Roles: admin, marketer, privacy,
viewer. The last admin cannot be deleted.`,

  run: (args, terminal) =>
    runSubCommand('user', { create, 'reset-password': resetPassword, list, delete: remove }, args, terminal),
}

const emailOption = { email: { type: 'string' } } as const
const passwordOptions = { ...emailOption, 'password-stdin': { type: 'boolean' } } as const

async function create(args: string[], terminal: Terminal): Promise<0> {
  const options = { ...passwordOptions, role: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const email = readEmail(values.email, positionals, usage.create)
  const role = readRole(requireOption(values.role, usage.create))
  const { password, isRandom } = await choosePassword(email, values['password-stdin'] ?? false)
  const at = new Date()
  if (!(await useQueries(terminal, (db) => createUser(db, { email, password, role, at })))) {
    throw new OperatorError(
      `There is a user ${email} already. For a new password: waymark user reset-password ${email}`,
    )
  }
  terminal.note(`The user ${email} (${role}) is there.${isRandom ? ' The password, shown only now:' : ''}`)
  if (isRandom) terminal.print(password)
  return 0
}

async function resetPassword(args: string[], terminal: Terminal): Promise<0> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: passwordOptions })
  const email = readEmail(values.email, positionals, usage['reset-password'])
  const { password, isRandom } = await choosePassword(email, values['password-stdin'] ?? false)
  if (!(await useQueries(terminal, (db) => setPassword(db, email, password)))) throw unknownUser(email)
  terminal.note(`${email} has a new password.${isRandom ? ' It is shown only now:' : ''}`)
  if (isRandom) terminal.print(password)
  return 0
}

async function list(args: string[], terminal: Terminal): Promise<0> {
  parseArgs({ args, options: {} })
  const users = await useQueries(terminal, listUsers)
  const rows = users.map(({ email, role, created_at }) => [email, role, created_at])
  terminal.print(formatTable(['email', 'role', 'created'], rows, 'There are no users.'))
  return 0
}

async function remove(args: string[], terminal: Terminal): Promise<0> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: emailOption })
  const email = readEmail(values.email, positionals, usage.delete)
  const outcome = await useQueries(terminal, (db) => deleteUser(db, email))
  if (outcome === 'unknown') throw unknownUser(email)
  if (outcome === 'last admin') {
    throw new OperatorError(
      `${email} is the last admin and stays. Create another one first: waymark user create <email> --role admin`,
    )
  }
  terminal.note(`The user ${email} is gone.`)
  return 0
}

async function choosePassword(
  email: string,
  fromStdin: boolean,
): Promise<{ password: string; isRandom: boolean }> {
  const chosen = fromStdin ? await readPassword(process.stdin) : await askTwice()
  if (chosen === null) return { password: randomBytes(16).toString('base64url'), isRandom: true }
  const flaw = findPasswordFlaw(chosen, email)
  if (flaw !== null) throw new OperatorError(`${flaw} Nothing has changed.`)
  return { password: chosen, isRandom: false }
}

/** Null for a random one. */
async function askTwice(): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null
  const password = await askPassword('New password (empty for a random one): ')
  if (password === '') return null
  if ((await askPassword('The same once more: ')) !== password)
    throw new OperatorError('The two passwords differ. Nothing has changed.')
  return password
}

/** The address, which is given once: as it is, as `token delete` takes a name, or with `--email`. */
function readEmail(option: string | undefined, positionals: string[], how: string): string {
  const [text, ...others] = option === undefined ? positionals : [option, ...positionals]
  if (others.length > 0) throw new OperatorError(`Name one user: ${how}`, { exitStatus: 2 })
  const email = requireOption(text, how)
  if (isEmail(email)) return email
  throw new OperatorError(`${JSON.stringify(email)} is no e-mail address, such as ada@example.com.`, {
    exitStatus: 2,
  })
}

function unknownUser(email: string): OperatorError {
  return new OperatorError(`There is no user ${email}. waymark user list shows those that are there.`)
}
