import { resolve } from 'node:path'

/** A path that was typed: npm runs commands in the project's root and says where it was called. */
export function resolvePath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}
