import { createHash } from 'node:crypto'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { Problem } from './problem.ts'

/** A place in a list, between two rows: right after (`next`) or right before (`previous`) the row with this key. */
export interface Position<Key> {
  readonly key: Key
  readonly direction: 'next' | 'previous'
}

export interface Cursors<Key> {
  /** Null for no text: the list from its beginning. Throws a {@link Problem} for a cursor of another list. */
  read(text: string | null): Position<Key> | null
  write(position: Position<Key>): string
}

/**
 * Opaque cursors: base64url of `[sort, filter, direction, …key]`, where `filter` stands for the list and its filters,
 * so that a cursor cannot be carried into another question without being noticed. `readKey` takes the key from what
 * a client sent; null: it is none.
 */
export function createCursors<Key extends readonly unknown[]>(
  list: { name: string; sort: string; filters: unknown },
  readKey: (parts: readonly unknown[]) => Key | null,
): Cursors<Key> {
  const filter = createHash('sha256')
    .update(JSON.stringify([list.name, list.filters]))
    .digest('base64url')
    .slice(0, 11)

  function read(text: string | null): Position<Key> | null {
    if (text === null) return null
    const [sort, cursorFilter, direction, ...parts] = decode(text)
    if (direction !== 'next' && direction !== 'previous') throw noCursor()
    if (sort !== list.sort || cursorFilter !== filter) {
      throw new Problem(
        'invalid_cursor',
        'This cursor belongs to another list. Repeat the sort and the filters with which it was given out.',
      )
    }
    const key = readKey(parts)
    if (key === null) throw noCursor()
    return { key, direction }
  }

  function write({ key, direction }: Position<Key>): string {
    return Buffer.from(JSON.stringify([list.sort, filter, direction, ...key])).toString('base64url')
  }

  return { read, write }
}

function noCursor(): Problem {
  return new Problem('invalid_cursor', 'This is no cursor that a list gave out.')
}

function decode(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts)) return parts
  } catch {
    // What is no JSON is no cursor.
  }
  throw noCursor()
}

/** A row's place in a list by time: the time in milliseconds, then the id. */
export type TimeKey = readonly [at: number, id: Uuid]

export function readTimeKey([at, id]: readonly unknown[]): TimeKey | null {
  const uuid = readId(id)
  return isTime(at) && uuid !== null ? [at, uuid] : null
}

export function readId(value: unknown): Uuid | null {
  return typeof value === 'string' ? parseGuid(value) : null
}

/** Years 1970 to 9999, which PostgreSQL and RFC 3339 can write. */
const latest = Date.UTC(9999, 11, 31)

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= latest
}
