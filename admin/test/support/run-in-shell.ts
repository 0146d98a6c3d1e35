import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Does what a person would who pastes text into a terminal; gives what it prints. */
export async function runInShell(commands: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', commands], { timeout: 15_000 })
  return stdout
}
