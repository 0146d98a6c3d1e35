/** A channel that a run has made. */
export interface NewChannel {
  readonly name: string
  readonly codeName: string
  readonly guid: string
}

/** Counts what a provisioning run does, for the sentence that it ends with, and notes ids that apps need. */
export class Tally {
  readonly newChannels: NewChannel[] = []
  private readonly counts = new Map<string, number>()

  /** `noun` in the singular: `add('activity type', 'created')`. */
  add(noun: string, verb: 'created' | 'changed'): void {
    const key = `${noun} ${verb}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  get isEmpty(): boolean {
    return this.counts.size === 0
  }

  /** `1 channel created, 2 settings changed`. */
  toString(): string {
    const parts = [...this.counts].map(([key, count]) => {
      const noun = key.slice(0, key.lastIndexOf(' '))
      const verb = key.slice(key.lastIndexOf(' ') + 1)
      return `${count} ${count === 1 ? noun : `${noun}s`} ${verb}`
    })
    return parts.join(', ')
  }
}
