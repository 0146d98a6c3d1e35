/** However fast the database is. */
const MOST = 20_000
/** Enough for full batches, however slow it is. */
const LEAST = 4_096
/** What waits longer than this is better told to come again. */
const PATIENCE_MS = 1_500
/** So many wait when the engine does all it can. */
const BUSY = 2_048
const WINDOW_MS = 500

/**
 * How many commands may wait: as many as were stored, when the engine had all hands full, in the time for which a
 * client should wait at the most. A fixed number is either short for a fast machine or many seconds on a slow one.
 */
export class QueueLimit {
  #commands = MOST
  #began: number | null = null
  #done = 0

  get commands(): number {
    return this.#commands
  }

  /** Hears of a batch that was committed at the moment `now` (milliseconds), and how many commands still wait. */
  note(committed: number, waiting: number, now: number): void {
    if (waiting < BUSY) {
      this.#began = null
      return
    }
    if (this.#began === null) {
      this.#began = now
      this.#done = 0
      return
    }
    this.#done += committed
    const elapsed = now - this.#began
    if (elapsed < WINDOW_MS) return
    this.#commands = Math.round(Math.min(MOST, Math.max(LEAST, (this.#done / elapsed) * PATIENCE_MS)))
    this.#began = now
    this.#done = 0
  }
}
