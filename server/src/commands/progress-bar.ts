/** Milliseconds between two drawings on a terminal, and between two lines elsewhere. */
const DRAW_MS = 100
const LINE_MS = 5_000
const WIDTH = 30

/** Shows how far long work has come: a bar on a terminal, now and then a line where nobody looks on. */
export class ProgressBar {
  readonly #stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
  readonly #now: () => number
  #began: number | null = null
  #shownAt: number
  #isDrawn = false

  constructor(
    stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
    now: () => number = () => performance.now(),
  ) {
    this.#stream = stream
    this.#now = now
    this.#shownAt = now()
  }

  /** `part` of the work, from 0 to 1, is behind; `describe` is asked what to say beside it, after so many seconds. */
  show(part: number, describe: (seconds: number) => string): void {
    const now = this.#now()
    this.#began ??= now
    if (now - this.#shownAt < (this.#stream.isTTY ? DRAW_MS : LINE_MS)) return
    this.#shownAt = now
    const seconds = (now - this.#began) / 1000
    const left = part === 0 ? '' : `, ${minutes((seconds / part) * (1 - part))} left`
    const text = `${Math.floor(part * 100)} %  ${describe(seconds)}${left}`
    if (!this.#stream.isTTY) {
      this.#stream.write(`${text}\n`)
      return
    }
    const full = Math.floor(part * WIDTH)
    this.#isDrawn = true
    this.#stream.write(`\r\x1b[K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${text}`)
  }

  /** Leaves the line clear for what comes next. */
  end(): void {
    if (this.#isDrawn) this.#stream.write('\r\x1b[K')
    this.#isDrawn = false
  }
}

function minutes(seconds: number): string {
  const rest = Math.ceil(seconds)
  return `${Math.floor(rest / 60)}:${(rest % 60).toString().padStart(2, '0')}`
}
