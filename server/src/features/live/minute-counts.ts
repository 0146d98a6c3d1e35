import { type Verdict, verdicts } from '../../domain/answered-request.ts'

const MINUTE_MS = 60_000
const KEPT_MINUTES = 24 * 60
/** Channels times verdicts of a minute: more come from nowhere but a mistake of ours. */
const MAX_COUNTS = 2_000

export interface MinuteCount {
  /** Milliseconds since 1970, of its begin. */
  readonly minute: number
  readonly counts: Readonly<Record<Verdict, number>>
}

/** How many requests were answered in each minute of the last day, by channel and verdict: all, also those not kept. */
export class MinuteCounts {
  /** By minute, then by channel and verdict in one number. */
  readonly #minutes = new Map<number, Map<number, number>>()
  #minute = -1
  #current = new Map<number, number>()

  add(at: number, channelId: number, verdict: Verdict): void {
    const minute = Math.floor(at / MINUTE_MS)
    if (minute !== this.#minute) this.#enter(minute)
    const key = channelId * verdicts.length + verdicts.indexOf(verdict)
    const count = this.#current.get(key)
    if (count !== undefined || this.#current.size < MAX_COUNTS) this.#current.set(key, (count ?? 0) + 1)
  }

  /** The minutes up to the one of `now`, oldest first, also those without any; of all channels where none are named. */
  read(now: number, length: number, channelIds: readonly number[] | null): MinuteCount[] {
    const last = Math.floor(now / MINUTE_MS)
    return Array.from({ length }, (_, index) => {
      const minute = last - length + 1 + index
      return { minute: minute * MINUTE_MS, counts: this.#sum(minute, channelIds) }
    })
  }

  #enter(minute: number): void {
    this.#minute = minute
    this.#current = this.#minutes.get(minute) ?? new Map()
    this.#minutes.set(minute, this.#current)
    for (const kept of this.#minutes.keys()) {
      if (kept <= minute - KEPT_MINUTES) this.#minutes.delete(kept)
    }
  }

  #sum(minute: number, channelIds: readonly number[] | null): Record<Verdict, number> {
    const sums = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
    for (const [key, count] of this.#minutes.get(minute) ?? []) {
      const verdict = verdicts[key % verdicts.length]
      const channelId = Math.floor(key / verdicts.length)
      if (verdict !== undefined && (channelIds === null || channelIds.includes(channelId)))
        sums[verdict] += count
    }
    return sums
  }
}
