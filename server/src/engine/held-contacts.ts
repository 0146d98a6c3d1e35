import type { Uuid } from '../domain/ids.ts'

/** For so long after somebody was found to keep contacts locked, nobody waits long for a lock… */
const HURRY_MS = 5_000
/** …and what comes for those very contacts is turned away unseen: as long as clients are told to wait. */
const HELD_MS = 1_000

/**
 * Contacts that somebody else keeps locked, a server that stands still or a person at a prompt, by the ids of their
 * devices: so that all lanes together wait for them once, and not each of their batches again.
 */
export class HeldContacts {
  readonly #until = new Map<Uuid, number>()
  #hurryUntil = Number.NEGATIVE_INFINITY

  get isEmpty(): boolean {
    return this.#until.size === 0
  }

  /** Whether locks are to be waited for only as long as they take when all is well. */
  get isInHurry(): boolean {
    return performance.now() < this.#hurryUntil
  }

  hurry(): void {
    this.#hurryUntil = performance.now() + HURRY_MS
  }

  add(device: Uuid): void {
    this.#until.set(device, performance.now() + HELD_MS)
  }

  has(device: Uuid): boolean {
    const until = this.#until.get(device)
    if (until === undefined) return false
    if (performance.now() < until) return true
    this.#until.delete(device)
    return false
  }

  /** Forgets those that may be free again. */
  forgetOld(): void {
    for (const device of this.#until.keys()) this.has(device)
  }
}
