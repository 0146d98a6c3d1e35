import { createHash } from 'node:crypto'
import { DamagedBackupError, endOfRows } from './backup-format.ts'

/** No line that is read whole is longer. */
const maxLineBytes = 64 * 1024 * 1024
const endMarker = Buffer.from(`\n${endOfRows}`)

/** Reads the lines and rows of a backup one after the other, a chunk at a time, and sums them up as it goes. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #buffer: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** SHA-256 of all that was read so far, as hex digits. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  /** The next line, without its end. */
  async readLine(): Promise<string> {
    let end = this.#buffer.indexOf(0x0a)
    while (end === -1) {
      if (this.#buffer.length > maxLineBytes) throw new DamagedBackupError('It is no backup of Waymark.')
      const seen = this.#buffer.length
      await this.#more()
      const found = this.#buffer.subarray(seen).indexOf(0x0a)
      end = found === -1 ? -1 : seen + found
    }
    return this.#take(end + 1)
      .subarray(0, end)
      .toString()
  }

  /** The rows of a table, in pieces of any length, up to the line that ends them. */
  async *readRows(): AsyncGenerator<Buffer> {
    while (this.#buffer.length < endOfRows.length) await this.#more()
    if (this.#buffer.subarray(0, endOfRows.length).toString() !== endOfRows) yield* this.#readSomeRows()
    this.#take(endOfRows.length)
  }

  /** Whether nothing follows. */
  async isAtEnd(): Promise<boolean> {
    if (this.#buffer.length > 0) return false
    return (await this.#source.next()).done === true
  }

  /** Lets go of the source before its end. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async *#readSomeRows(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(endMarker)
      if (end !== -1) {
        yield this.#take(end + 1)
        return
      }
      // What is left may be the beginning of the marker.
      const safe = this.#buffer.length - endMarker.length + 1
      if (safe > 0) yield this.#take(safe)
      await this.#more()
    }
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length)
    this.#buffer = this.#buffer.subarray(length)
    this.#hash.update(taken)
    return taken
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next()
    if (done) throw new DamagedBackupError('It ends too early: a part of it is missing.')
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value])
  }
}
