import type { Command } from '../../domain/command.ts'
import type { Engine } from '../../engine/contract.ts'

/** On their way at the same time: enough for full batches on every lane, and far from the engine's own limits. */
const MAX_COMMANDS = 4_000
const MAX_DRAFTS = 20_000

interface Busy {
  readonly contactId: string
  /** Whether it waits for commands under another id, instead of being with the engine. */
  readonly isChained: boolean
  readonly settled: Promise<void>
}

/**
 * Hands commands to the engine as fast as that stores them, those of one person in order. The engine keeps the order of
 * commands under one id; where somebody goes on under another id (a second device), what comes next waits until the
 * engine is done with the first: only then it is decided who is merged into whom.
 */
export class Feeder {
  /** Activities that are stored. */
  stored = 0
  readonly #engine: Engine
  readonly #busy = new Map<number, Busy>()
  #commands = 0
  #drafts = 0
  #failure: { readonly cause: unknown } | null = null
  #wake: (() => void) | null = null

  constructor(engine: Engine) {
    this.#engine = engine
  }

  feed(person: number, command: Command): void {
    this.#commands++
    this.#drafts += draftsOf(command)
    const before = this.#busy.get(person)
    const isChained = before !== undefined && (before.isChained || before.contactId !== command.contactId)
    const settled = isChained ? before.settled.then(() => this.#accept(command)) : this.#accept(command)
    const busy: Busy = { contactId: command.contactId, isChained, settled }
    this.#busy.set(person, busy)
    void settled.then(() => {
      if (this.#busy.get(person) === busy) this.#busy.delete(person)
    })
  }

  /** Resolves when there is room for more. @throws what the engine said when it could not store something. */
  async room(): Promise<void> {
    while (this.#failure === null && (this.#commands >= MAX_COMMANDS || this.#drafts >= MAX_DRAFTS))
      await this.#something()
    if (this.#failure !== null) throw this.#failure.cause
  }

  /** Resolves when all that was fed is stored, or has failed. @throws as {@link room} */
  async drain(): Promise<void> {
    while (this.#commands > 0) await this.#something()
    if (this.#failure !== null) throw this.#failure.cause
  }

  /** Never rejects: a failure is told by the next {@link room}. */
  async #accept(command: Command): Promise<void> {
    const drafts = draftsOf(command)
    try {
      // What follows a failure would leave gaps: nothing more is sent.
      if (this.#failure !== null) return
      const outcome = await this.#engine.accept(command)
      if (outcome.status === 'refused')
        throw new Error(`The engine refused a ${command.type}: ${outcome.code}.`)
      this.stored += drafts
    } catch (cause) {
      this.#failure ??= { cause }
    } finally {
      this.#commands--
      this.#drafts -= drafts
      this.#wake?.()
      this.#wake = null
    }
  }

  #something(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

function draftsOf(command: Command): number {
  return command.type === 'track' ? command.drafts.length : 0
}
