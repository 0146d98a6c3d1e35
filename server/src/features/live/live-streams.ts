import type { ServerResponse } from 'node:http'

/** How often what is new is sent: four times a second where there is much of it, else as soon as people notice. */
const EVERY_MS = 250
const EVERY_MS_WHEN_QUIET = 100
/** Requests since the last time, from which on there is much. */
const MANY = 25
/** Of those that come faster than anybody reads, no more are looked at closely. */
const MAX_CLOSE_LOOKS = 100
/** Proxies close what is silent for longer. */
const BEAT_MS = 15_000
/** Beats that a reader may miss before it is given up, and for which it may go unjudged. */
const MAX_MISSED_BEATS = 4
export const MAX_STREAMS = 30

/** One who watches. */
export interface LiveReader {
  /** What is new since it was asked last, as an event; null where nothing is. */
  readNew(): string | null
  /** Whether it may go on. Rejects where that cannot be told now. */
  isStillAllowed(): Promise<boolean>
}

interface Stream {
  readonly reader: LiveReader
  readonly response: ServerResponse
  missedBeats: number
  /** Beats since it was judged last. */
  unjudgedBeats: number
}

/**
 * Tells those who watch what is new. A reader asks the log, so nothing is held for anybody: who reads too slowly is asked
 * again once it has room, and finds then that it was skipped ahead.
 */
export class LiveStreams {
  readonly #streams = new Set<Stream>()
  #timer: NodeJS.Timeout | undefined
  #beat: NodeJS.Timeout | undefined
  #sentAt = 0
  #noted = 0
  #wasBusy = false
  #isClosed = false

  /** Somebody looks on, and there is not more than can be looked at: then the work of processors is worth timing. */
  get looksClosely(): boolean {
    return this.#streams.size > 0 && this.#noted < MAX_CLOSE_LOOKS
  }

  get isFull(): boolean {
    return this.#isClosed || this.#streams.size >= MAX_STREAMS
  }

  /** Takes over a response of which the head is written. */
  add(response: ServerResponse, reader: LiveReader): void {
    const stream: Stream = { reader, response, missedBeats: 0, unjudgedBeats: 0 }
    this.#streams.add(stream)
    response.once('close', () => this.#remove(stream))
    response.on('error', () => {})
    response.on('drain', () => this.#wake())
    this.#beat ??= setInterval(() => this.#sendBeats(), BEAT_MS).unref()
    this.#wake()
  }

  /** A request was answered. It is told at once where nothing was lately, else together with what comes until then. */
  note(): void {
    if (this.#streams.size === 0) return
    this.#noted++
    this.#wake()
  }

  /** Ends all of them: a shutdown waits for no one who only watches. */
  close(): void {
    this.#isClosed = true
    for (const { response } of this.#streams) response.end()
    clearTimeout(this.#timer)
    clearInterval(this.#beat)
  }

  #wake(): void {
    if (this.#timer !== undefined) return
    const pause = this.#wasBusy ? EVERY_MS : EVERY_MS_WHEN_QUIET
    this.#timer = setTimeout(() => this.#send(), Math.max(0, this.#sentAt + pause - performance.now()))
    this.#timer.unref()
  }

  #send(): void {
    this.#timer = undefined
    this.#sentAt = performance.now()
    this.#wasBusy = this.#noted > MANY
    this.#noted = 0
    for (const { reader, response } of this.#streams) {
      if (response.writableNeedDrain || response.writableEnded) continue
      const event = reader.readNew()
      if (event !== null) response.write(event)
    }
  }

  #sendBeats(): void {
    for (const stream of this.#streams) {
      const { reader, response } = stream
      stream.missedBeats = response.writableNeedDrain ? stream.missedBeats + 1 : 0
      if (stream.missedBeats > MAX_MISSED_BEATS) response.destroy()
      else if (stream.missedBeats === 0) response.write(': beat\n\n')
      // A database that is away for a moment ends no session: the stream breaks off after a while, and is asked for again.
      if (++stream.unjudgedBeats > MAX_MISSED_BEATS) response.destroy()
      reader.isStillAllowed().then(
        (isAllowed) => {
          stream.unjudgedBeats = 0
          if (!isAllowed) response.end('event: end\ndata: {"reason":"access_ended"}\n\n')
        },
        () => {},
      )
    }
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream)
    if (this.#streams.size > 0) return
    clearInterval(this.#beat)
    this.#beat = undefined
  }
}
