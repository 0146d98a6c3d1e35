import type { Uuid } from '../../domain/ids.ts'

/**
 * Chance that can be repeated: the same key gives the same numbers, for ever (sfc32, a 128-bit state). Each person and
 * purpose has a key of its own, so that what one of them does never depends on another.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number, subject: number, purpose: number) {
    this.#a = mix(seed ^ 0x9e3779b9)
    this.#b = mix(subject ^ 0x85ebca6b)
    this.#c = mix(purpose ^ 0xc2b2ae35)
    for (let round = 0; round < 12; round++) this.uint32()
  }

  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** From 0 up to, and without, 1. */
  fraction(): number {
    return this.uint32() / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    // Lists here are written down in code and never empty.
    return items[Math.floor(this.fraction() * items.length)] as Item
  }

  /** The first ones often, the last ones seldom: how people choose among products and pages. */
  pickPopular<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.fraction() ** 2 * items.length)] as Item
  }

  /** Memoryless waiting: many short ones, few long ones. */
  exponential(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean
  }

  /** A UUIDv7 (RFC 9562) of this moment; `sequence` (0 to 4095) orders those of one millisecond. */
  id(at: number, sequence = 0): Uuid {
    const time = at.toString(16).padStart(12, '0')
    const high = this.uint32()
    const low = this.uint32()
    const variant = (0x8000 | ((high >>> 16) & 0x3fff)).toString(16)
    const rest = (high & 0xffff).toString(16).padStart(4, '0') + low.toString(16).padStart(8, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}-${rest}`
  }
}

/** Spreads neighbouring numbers over all 32 bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
