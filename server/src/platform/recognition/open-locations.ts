import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Reader } from 'mmdb-lib'
import type { Location } from '../../domain/visit-client.ts'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { readLocation } from './read-location.ts'
import { remember } from './remember.ts'

/** Where addresses are. */
export interface Locations {
  /** The place of a canonical address (domain/client-address.ts), or null. Never throws. */
  find(address: string): Location | null
  close(): void
}

/** Between this many and twice as many addresses are remembered: a look-up takes some 10 µs. */
const REMEMBERED = 5_000
const WATCH_EVERY_MS = 60_000
/** In every database of places, or in none. */
const SOME_ADDRESSES = ['8.8.8.8', '2001:4860:4860::8888']

/**
 * Opens a MaxMind database (.mmdb, `WAYMARK_GEOIP`). All of it is held in memory. When the file is replaced, the new
 * one is in use within a minute; one that cannot be read leaves the old one in use, and the log says so.
 *
 * @throws OperatorError when the file is no readable database
 */
export async function openLocations(options: {
  /** Null: no place of any address is known. */
  readonly file: string | null
  readonly logger: Logger
  readonly watchEveryMs?: number
}): Promise<Locations> {
  const { file, logger, watchEveryMs = WATCH_EVERY_MS } = options
  if (file === null) return { find: () => null, close: () => {} }
  let reader = await openReader(file)
  const memory = remember(REMEMBERED, (address) => {
    try {
      return readLocation(reader.get(address))
    } catch {
      // Damaged just there. Nothing about a visitor may go to the log, and nothing depends on a place.
      return null
    }
  })

  const reload = async (): Promise<void> => {
    try {
      reader = await openReader(file)
      memory.forget()
      logger.info({ file }, 'The database of places was replaced; the new one is in use')
    } catch (error) {
      logger.warn(
        { file, reason: error instanceof Error ? error.message : undefined },
        'The database of places was replaced by what cannot be read; the old one stays in use',
      )
    }
  }

  watchFile(file, { interval: watchEveryMs, persistent: false }, reload)
  return {
    find: memory.get,
    close: () => unwatchFile(file, reload),
  }
}

async function openReader(file: string): Promise<Reader<never>> {
  // Loaded only where it is asked for.
  const { Reader } = await import('mmdb-lib')
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new OperatorError(`WAYMARK_GEOIP: ${file} cannot be read (${codeOf(error)}).`, { exitStatus: 2 })
  }
  try {
    const reader = new Reader<never>(bytes)
    if (!(reader.metadata.searchTreeSize > 0 && reader.metadata.searchTreeSize < bytes.length))
      throw new Error()
    for (const address of SOME_ADDRESSES) reader.get(address)
    return reader
  } catch {
    throw new OperatorError(
      `WAYMARK_GEOIP: ${file} is no MaxMind database (.mmdb), or not all of one. An archive must be unpacked first.`,
      { exitStatus: 2 },
    )
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}
