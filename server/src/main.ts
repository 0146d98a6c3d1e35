import type { Command } from './commands/command.ts'
import { findNearestName } from './platform/nearest-name.ts'
import { OperatorError } from './platform/operator-error.ts'

type Entry = {
  summary: string
  /** Whether its help lists the environment variables. */
  listsVariables?: true
  load(): Promise<Command>
}

const commands: Record<string, Entry> = {
  start: {
    summary: 'starts the server',
    listsVariables: true,
    load: async () => (await import('./commands/start.ts')).start,
  },
  provision: {
    summary: 'applies a provisioning file',
    load: async () => (await import('./commands/provision.ts')).provision,
  },
  token: {
    summary: 'creates, lists and deletes tokens of the management API',
    load: async () => (await import('./commands/token.ts')).token,
  },
  user: {
    summary: 'creates, lists and deletes users, resets a password',
    load: async () => (await import('./commands/user.ts')).user,
  },
  channel: {
    summary: 'lists channels, their ids and keys',
    load: async () => (await import('./commands/channel.ts')).channel,
  },
  doctor: {
    summary: 'looks at everything that Waymark needs and says what to mend',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  backup: {
    summary: 'writes everything in the database into a file',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  restore: {
    summary: 'makes the database what a backup says',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  move: {
    summary: 'copies the embedded database to a PostgreSQL of your own',
    load: async () => (await import('./commands/move.ts')).move,
  },
  demo: {
    summary: 'fills the database with believable visitors',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
}

async function main(argv: string[]): Promise<number> {
  const verbose = argv.includes('--verbose')
  const [name, ...args] = argv.filter((argument) => argument !== '--verbose')
  try {
    return await dispatch(name, args, verbose)
  } catch (error) {
    process.stderr.write(`${describe(error, name, verbose)}\n`)
    return error instanceof OperatorError ? error.exitStatus : isWrongUsage(error) ? 2 : 1
  }
}

async function dispatch(name: string | undefined, args: string[], verbose: boolean): Promise<number> {
  if (name === '--version') return print((await import('./version.ts')).version)
  if (name === undefined || asksForHelp(name)) return print(overview())
  if (name === 'help') return dispatch(args[0], ['--help'], verbose)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw unknownCommand(name)
  const { help, run } = await command.load()
  if (!args.some(asksForHelp)) return run(args, { verbose, print, note })
  return print(command.listsVariables ? `${help}\n\n${await listVariables()}` : help)
}

function asksForHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}

function unknownCommand(name: string): OperatorError {
  const known = Object.keys(commands)
  const meant = findNearestName(name, known)
  const hint = meant === null ? '' : ` Did you mean ${meant}?`
  return new OperatorError(`There is no command "${name}".${hint} Commands: ${known.join(', ')}.`, {
    exitStatus: 2,
  })
}

async function listVariables(): Promise<string> {
  const { describeVariables } = await import('./platform/config.ts')
  return `From the environment:\n\n${describeVariables()}`
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  return `Usage: waymark <command> [--help] [--verbose]

${lines.join('\n')}

waymark help <command> says how to use one, waymark --version prints the version, --verbose shows where a failure
came from. The exit status is 0 after success, 1 after a failure, 2 for wrong usage or a wrong setting.
Settings are environment variables: waymark start --help lists them, README.md describes them.`
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

function describe(error: unknown, command: string | undefined, verbose: boolean): string {
  if (!(error instanceof Error)) return `Waymark failed: ${String(error)}`
  if (verbose) return error.stack ?? error.message
  if (error instanceof OperatorError) return error.message
  const message = error.message.replace(/\s*\n\s*/g, ' ')
  return isWrongUsage(error)
    ? `${message.split('. ')[0]}. See waymark ${command} --help.`
    : `Waymark failed: ${message} (--verbose shows where)`
}

/** What `parseArgs` throws. */
function isWrongUsage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

/** Whoever reads the output may stop, as `head` does: a server goes on serving, a command does what it was asked for. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

outliveReaders()
process.exit(await main(process.argv.slice(2)))
