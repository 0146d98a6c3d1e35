import { OperatorError } from '../platform/operator-error.ts'
import type { Command } from './command.ts'

/** Runs the part of a command that its first argument names, as in `token create`. */
export function runSubCommand(
  name: string,
  parts: Record<string, Command['run']>,
  ...[args, terminal]: Parameters<Command['run']>
): ReturnType<Command['run']> {
  const [asked, ...others] = args
  const run = asked !== undefined && Object.hasOwn(parts, asked) ? parts[asked] : undefined
  if (run !== undefined) return run(others, terminal)
  const known = Object.keys(parts).join(', ')
  const found = asked === undefined ? 'needs to be told what to do' : `does not know "${asked}"`
  throw new OperatorError(`waymark ${name} ${found}: ${known}. See waymark ${name} --help.`, {
    exitStatus: 2,
  })
}

/** The value of an option that has to be there, or the line that says so. */
export function requireOption(value: string | undefined, usage: string): string {
  if (value !== undefined && value !== '') return value
  throw new OperatorError(`Something is missing: ${usage}`, { exitStatus: 2 })
}
