/** Counts milliseconds in buckets of a hundredth up to a second, of one beyond: any percentile, at no cost that grows. */
export class Latencies {
  count = 0
  readonly #fine = new Uint32Array(100_000)
  readonly #coarse = new Map<number, number>()

  add(ms: number): void {
    this.count++
    const bucket = Math.floor(ms * 100)
    if (bucket < this.#fine.length) this.#fine[bucket] = (this.#fine[bucket] ?? 0) + 1
    else this.#coarse.set(Math.floor(ms), (this.#coarse.get(Math.floor(ms)) ?? 0) + 1)
  }

  /** The time within which this part of all was answered, in milliseconds; NaN where there was none. */
  percentile(part: number): number {
    if (this.count === 0) return Number.NaN
    let left = Math.ceil(part * this.count)
    for (const [bucket, count] of this.#fine.entries()) {
      left -= count
      if (left <= 0) return (bucket + 1) / 100
    }
    for (const [ms, count] of [...this.#coarse].sort((a, b) => a[0] - b[0])) {
      left -= count
      if (left <= 0) return ms + 1
    }
    return Number.NaN
  }
}
