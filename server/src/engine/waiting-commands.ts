import type { Command, CommandOutcome } from '../domain/command.ts'
import type { EngineUnavailable } from './contract.ts'

const MAX_COMMANDS = 2_048
const MAX_DRAFTS = 5_000

/** A command, and who waits for its outcome. */
export interface Entry {
  readonly command: Command
  readonly resolve: (outcome: CommandOutcome) => void
  readonly reject: (error: Error) => void
  /** Whether it was decided what this command hears. */
  isSettled: boolean
}

/** What a lane has not taken into a batch yet, in the order in which it came. */
export class WaitingCommands {
  #entries: Entry[] = []
  #drafts = 0

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  /** Drafts that wait for their batch, a command without any counted as one. */
  get drafts(): number {
    return this.#drafts
  }

  /** Resolves with what becomes of the command. */
  add(command: Command): Promise<CommandOutcome> {
    return new Promise((resolve, reject) => {
      this.#entries.push({ command, resolve, reject, isSettled: false })
      this.#drafts += weightOf(command)
    })
  }

  /** Takes as many as one batch may have, and one at least, however many drafts it brings. */
  takeBatch(): Entry[] {
    let commands = 0
    let drafts = 0
    for (const { command } of this.#entries) {
      const weight = weightOf(command)
      if (commands === MAX_COMMANDS || (commands > 0 && drafts + weight > MAX_DRAFTS)) break
      commands++
      drafts += weight
    }
    this.#drafts -= drafts
    return this.#entries.splice(0, commands)
  }

  /** Takes some out of the queue; the others keep their order. */
  takeWhere(isTaken: (command: Command) => boolean): Entry[] {
    const { taken = [], left = [] } = Object.groupBy(this.#entries, ({ command }) =>
      isTaken(command) ? 'taken' : 'left',
    )
    this.#entries = left
    for (const { command } of taken) this.#drafts -= weightOf(command)
    return taken
  }

  takeAll(): Entry[] {
    this.#drafts = 0
    return this.#entries.splice(0)
  }
}

function weightOf(command: Command): number {
  return command.type === 'track' ? Math.max(1, command.drafts.length) : 1
}

/**
 * Tells everybody what became of their command, in the next turn of the event loop: by then the lane has sent its next
 * batch to the database, which would otherwise wait until all these requests are answered.
 */
export function settle(entries: readonly Entry[], outcomes: readonly CommandOutcome[]): void {
  for (const entry of entries) entry.isSettled = true
  setImmediate(() => {
    for (const [index, entry] of entries.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) entry.reject(new Error('A command got no outcome.'))
      else entry.resolve(outcome)
    }
  })
}

export function rejectAll(entries: readonly Entry[], error: EngineUnavailable): void {
  for (const entry of entries) {
    entry.isSettled = true
    entry.reject(error)
  }
}
