/**
 * Of one code and source this many are stored a minute, the first ones, and so many of all together: a flood is understood
 * as well by a few, and a day of it takes 90 MB, whoever it comes from.
 */
const MAX_EACH = 10
const MAX_A_MINUTE = 60
const MINUTE_MS = 60_000

/** Chooses which requests are stored. */
export class TroubleSamples {
  readonly #taken = new Map<string, number>()
  #minute = -1
  #all = 0

  isSample(code: string, source: string, at: number): boolean {
    const minute = Math.floor(at / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#taken.clear()
      this.#all = 0
    }
    if (this.#all >= MAX_A_MINUTE) return false
    const kind = `${code} ${source}`
    const taken = this.#taken.get(kind) ?? 0
    if (taken >= MAX_EACH) return false
    this.#taken.set(kind, taken + 1)
    this.#all++
    return true
  }
}
