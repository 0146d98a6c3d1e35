import type { Command } from './commands/command.ts'
import { OperatorError } from './platform/operator-error.ts'

const commands: Record<string, { summary: string; load(): Promise<Command> }> = {
  start: {
    summary: 'starts the server',
    load: async () => (await import('./commands/start.ts')).start,
  },
  provision: {
    summary: 'applies a provisioning file',
    load: async () => (await import('./commands/provision.ts')).provision,
  },
}

async function main(argv: string[]): Promise<number> {
  const verbose = argv.includes('--verbose')
  const [name, ...args] = argv.filter((argument) => argument !== '--verbose')
  try {
    return await dispatch(name, args, verbose)
  } catch (error) {
    process.stderr.write(`${describe(error, verbose)}\n`)
    return error instanceof OperatorError ? error.exitStatus : isWrongUsage(error) ? 2 : 1
  }
}

async function dispatch(name: string | undefined, args: string[], verbose: boolean): Promise<number> {
  if (name === '--version') return print((await import('./version.ts')).version)
  if (name === undefined || name === '--help') return print(overview())
  const command = commands[name]
  if (command === undefined) {
    throw new OperatorError(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.`, {
      exitStatus: 2,
    })
  }
  const { help, run } = await command.load()
  return args.includes('--help') ? print(help) : run(args, { verbose, print })
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  return `Usage: waymark <command> [--help] [--verbose]\n\n${lines.join('\n')}\n\nwaymark --version prints the version.`
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

function describe(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `Waymark failed: ${String(error)}`
  if (verbose) return error.stack ?? error.message
  if (error instanceof OperatorError) return error.message
  const message = error.message.replace(/\s*\n\s*/g, ' ')
  return isWrongUsage(error) ? message : `Waymark failed: ${message} (--verbose shows where)`
}

/** What `parseArgs` throws. */
function isWrongUsage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

process.exit(await main(process.argv.slice(2)))
