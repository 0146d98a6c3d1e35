import { connect, type Socket } from 'node:net'

/** What a connection has to say about its requests, in the order in which they were sent. */
export interface ConnectionEvents {
  /** `sentAt` is what {@link HttpConnection.send} was given. */
  answered(connection: HttpConnection, status: number, sentAt: number): void
  /** The connection broke with so many requests unanswered; it opens itself again. */
  broke(connection: HttpConnection, unanswered: number): void
}

const HEADERS_END = Buffer.from('\r\n\r\n')
const REOPEN_MS = 20

/**
 * One keep-alive connection that sends ready-made requests, several at a time if need be, and reads of the answers only
 * what is counted. It costs a fraction of what the server spends on a request, so that it is not what is measured.
 */
export class HttpConnection {
  readonly #host: string
  readonly #port: number
  readonly #events: ConnectionEvents
  #socket: Socket | null = null
  #sentAt: number[] = []
  #rest: Buffer | null = null
  #closed = false

  constructor(url: string, events: ConnectionEvents) {
    const { hostname, port } = new URL(url)
    this.#host = hostname
    this.#port = Number(port)
    this.#events = events
  }

  get unanswered(): number {
    return this.#sentAt.length
  }

  get isOpen(): boolean {
    return this.#socket !== null
  }

  /** Resolves when it is connected. */
  open(): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ host: this.#host, port: this.#port, noDelay: true })
      socket.on('connect', () => {
        this.#socket = socket
        resolve()
      })
      socket.on('data', (chunk: Buffer) => this.#read(chunk))
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#socket = null
        this.#rest = null
        const lost = this.#sentAt.length
        this.#sentAt = []
        if (this.#closed) return
        this.#events.broke(this, lost)
        setTimeout(() => !this.#closed && this.open().then(resolve), REOPEN_MS)
      })
    })
  }

  /** Sends requests in one write; `sentAt` counts for each of them. Only while it is open. */
  send(requests: readonly Buffer[], sentAt: readonly number[]): void {
    this.#sentAt.push(...sentAt)
    const [only] = requests
    this.#socket?.write(requests.length === 1 && only !== undefined ? only : Buffer.concat(requests))
  }

  close(): void {
    this.#closed = true
    this.#socket?.destroy()
  }

  #read(chunk: Buffer): void {
    let data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = null
    for (;;) {
      const end = data.indexOf(HEADERS_END)
      if (end === -1) break
      const head = data.toString('latin1', 0, end)
      const length = /\r\ncontent-length: (\d+)/i.exec(head)
      const size = end + HEADERS_END.length + Number(length?.[1] ?? 0)
      if (data.length < size) break
      data = data.subarray(size)
      const sentAt = this.#sentAt.shift()
      if (sentAt !== undefined) this.#events.answered(this, Number(head.slice(9, 12)), sentAt)
    }
    if (data.length > 0) this.#rest = data
  }
}
