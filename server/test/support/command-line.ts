import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { EmbeddedConnection } from '../../src/platform/database/connection.ts'
import { projectRoot } from './waymark-process.ts'

export type CommandResult = { status: number | null; stdout: string; stderr: string }

/** Runs the real `waymark` to its end, with nothing of Waymark's in the environment but what is given. */
export async function runCommand(
  args: string[],
  env: Record<string, string>,
  { input = '' }: { input?: string | undefined } = {},
): Promise<CommandResult> {
  const child = spawn(join(projectRoot, 'server/bin/waymark'), args, {
    cwd: projectRoot,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  // A command that refuses without reading its input closes the pipe.
  child.stdin.on('error', () => {}).end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await ended, stdout, stderr }
}

/** A database of the tests, as DATABASE_URL names it. */
export function databaseUrl({ host, user, password, database }: EmbeddedConnection): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(host)}`
}
