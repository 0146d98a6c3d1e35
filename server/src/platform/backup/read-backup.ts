import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { BackupHeader, BackupTrailer, DamagedBackupError, formatVersion } from './backup-format.ts'
import { ByteReader } from './byte-reader.ts'

/** What is to be done with a backup, part by part. */
export interface BackupUse {
  readonly begin?: (header: BackupHeader) => Promise<void>
  /** Reads all rows of a table and resolves with how many there were. */
  readonly takeRows: (table: BackupHeader['tables'][number], rows: AsyncIterable<Buffer>) => Promise<number>
}

/**
 * Reads a backup from its first byte to its last. Rejects with a {@link DamagedBackupError} when it is none, when a part
 * is missing or altered, or when something follows; what was taken of it until then must not be used.
 */
export async function readBackup(source: AsyncIterable<Buffer>, use: BackupUse): Promise<BackupHeader> {
  const reader = new ByteReader(source)
  try {
    const header = parseHeader(await reader.readLine())
    await use.begin?.(header)
    const rows: Record<string, number> = {}
    for (const table of header.tables) {
      if ((await reader.readLine()) !== JSON.stringify({ table: table.name })) throw altered()
      rows[table.name] = await use.takeRows(table, reader.readRows())
    }
    const sha256 = reader.digest()
    const trailer = parse(BackupTrailer, await reader.readLine())
    if (trailer === null || trailer.sha256 !== sha256 || !(await reader.isAtEnd())) throw altered()
    if (!Value.Equal(trailer.rows, rows)) throw altered()
    return header
  } finally {
    await reader.close()
  }
}

function parseHeader(line: string): BackupHeader {
  const header = parse(BackupHeader, line)
  if (header === null) throw new DamagedBackupError('It is no backup of Waymark.')
  if (header.formatVersion > formatVersion) {
    throw new DamagedBackupError(
      `Waymark ${header.waymark} took it in a form that this version does not know. Restore it with that version or a newer one.`,
    )
  }
  return header
}

function parse<Schema extends TSchema>(schema: Schema, line: string): Static<Schema> | null {
  try {
    const value: unknown = JSON.parse(line)
    return Value.Check(schema, value) ? value : null
  } catch {
    return null
  }
}

function altered(): DamagedBackupError {
  return new DamagedBackupError('It was altered or damaged: it is not what was written.')
}
