import net from 'node:net'

/** A connection on which a test writes what it likes, whole requests or not, and sees what comes back. */
export interface RawClient {
  readonly socket: net.Socket
  /** All replies so far, in order. Not for HEAD. */
  readonly replies: readonly RawReply[]
  readonly statuses: readonly number[]
  /** All that came back. */
  readonly text: string
  readonly closed: Promise<void>
}

export interface RawReply {
  readonly status: number
  readonly body: string
}

export async function openRawClient(port: number): Promise<RawClient> {
  const socket = net.connect(port, '127.0.0.1')
  const replies: RawReply[] = []
  let text = ''
  let read = 0
  socket.setEncoding('latin1')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    text += chunk
    read = readReplies(text, read, replies)
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return {
    socket,
    replies,
    closed,
    get statuses() {
      return replies.map(({ status }) => status)
    },
    get text() {
      return text
    },
  }
}

/** Notes the replies that are whole, and gives the place behind the last one. */
function readReplies(text: string, from: number, replies: RawReply[]): number {
  let at = from
  for (;;) {
    const end = text.indexOf('\r\n\r\n', at)
    if (end === -1) return at
    const head = text.slice(at, end)
    const next = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (text.length < next) return at
    replies.push({ status: Number(head.slice(9, 12)), body: text.slice(end + 4, next) })
    at = next
  }
}

/** A request as it goes over the wire. */
export function writeRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const all = {
    host: 'localhost',
    ...headers,
    ...(body !== '' && { 'content-length': Buffer.byteLength(body) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
