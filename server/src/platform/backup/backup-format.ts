import { type Static, Type } from 'typebox'
import { OperatorError } from '../operator-error.ts'

export const backupFormat = 'waymark-backup'
export const formatVersion = 1

/** The line behind the rows of a table. COPY doubles backslashes, so no row can look like it. */
export const endOfRows = '\\.\n'

const Name = Type.String({ minLength: 1, maxLength: 63 })

/**
 * The first line of a backup. The whole of it is lines of UTF-8 text, compressed with Zstandard when in a file:
 *
 *     {"format":"waymark-backup", …}      the header
 *     {"table":"languages"}               for each table of the header, in its order:
 *     1⇥en⇥English⇥t⇥\N                     its rows as COPY writes them, one a line
 *     \.
 *     {"rows":{"languages":1, …},"sha256":"…"}
 *
 * Tables stand behind those that their foreign keys lead to. The checksum is that of all bytes before the last line.
 */
export type BackupHeader = Static<typeof BackupHeader>
export const BackupHeader = Type.Object({
  format: Type.Literal(backupFormat),
  formatVersion: Type.Integer(),
  /** The version of Waymark that took it, and when. */
  waymark: Type.String({ maxLength: 100 }),
  takenAt: Type.String({ maxLength: 100 }),
  /** What the schema was made by. A restore makes it in the same way, so that an older backup fits a newer Waymark. */
  migrations: Type.Array(Type.String({ maxLength: 255 }), { minItems: 1, maxItems: 10_000 }),
  tables: Type.Array(
    Type.Object({ name: Name, columns: Type.Array(Name, { minItems: 1, maxItems: 1_600 }) }),
    { maxItems: 10_000 },
  ),
  /** All partitions, also those that no migration makes, such as the months of activities. Times are in UTC. */
  partitions: Type.Array(
    Type.Object({
      parent: Name,
      name: Name,
      // In PostgreSQL's words; nothing else may stand there, since a restore says it again.
      bound: Type.String({
        maxLength: 200,
        pattern: "^(?:DEFAULT|FOR VALUES FROM \\('[\\w :+.-]+'\\) TO \\('[\\w :+.-]+'\\))$",
      }),
    }),
    { maxItems: 100_000 },
  ),
  /** Of identity columns: a number that was given out is never given out again, though its row is gone. */
  sequences: Type.Array(
    Type.Object({
      table: Name,
      column: Name,
      last: Type.String({ pattern: '^\\d{1,19}$' }),
      isCalled: Type.Boolean(),
    }),
    { maxItems: 10_000 },
  ),
})

/** The last line of a backup. */
export type BackupTrailer = Static<typeof BackupTrailer>
export const BackupTrailer = Type.Object({
  rows: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  /** Of all bytes before this line. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})

/** How far the work has come, from 0 to 1 and no more than a guess, and at which table it is. */
export type OnProgress = (fraction: number, table: string) => void

/** A backup that is none, or not whole: nothing of it may be used. */
export class DamagedBackupError extends OperatorError {
  override readonly name = 'DamagedBackupError'
}
