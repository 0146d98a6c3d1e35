import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedConnection } from '../../src/platform/database/connection.ts'

export interface CuttingProxy {
  readonly connection: EmbeddedConnection
  /** Cuts the next connection that commits: `before` the server sees it, or `after` it has answered, unheard. */
  cutAtCommit(when: 'before' | 'after'): void
  /** Whether what was to be cut is cut. */
  readonly isCut: boolean
  /** Keeps connections open and lets nothing through, as a stopped server or a lost network does. */
  setSilent(silent: boolean): void
  /** Falls silent from the next commit on, which the server gets and answers, unheard. */
  setDeafAtCommit(): void
  /** Holds back the answer to each commit, as a slow disk does. */
  delayCommits(ms: number): void
  /** Leads new connections to another server. */
  setTarget(target: EmbeddedConnection): void
  /** Breaks all connections and takes none, as while a server restarts. */
  setAway(away: boolean): void
  close(): Promise<void>
}

/** Stands between a client and PostgreSQL, and breaks the connection at the worst moments. */
export async function startCuttingProxy(target: EmbeddedConnection): Promise<CuttingProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'wm-cut-'))
  const socketOf = ({ host, port }: EmbeddedConnection) => join(host, `.s.PGSQL.${port}`)
  const own = { ...target, host: folder }
  let current = target
  const sockets = new Set<net.Socket>()
  let cut: 'before' | 'after' | null = null
  let isSilent = false
  let delayMs = 0
  let isDeafAtCommit = false
  let isAway = false
  let isCut = false

  const server = net.createServer((client) => {
    if (isAway) {
      client.destroy()
      return
    }
    const upstream = net.connect(socketOf(current))
    let isDeaf = false
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data) => {
      if (isSilent) return
      if (isDeafAtCommit && isCommit(data)) {
        isDeafAtCommit = false
        isSilent = true
      }
      if (cut !== null && isCommit(data)) {
        const when = cut
        cut = null
        isDeaf = when === 'after'
        if (when === 'before') {
          isCut = true
          client.destroy()
          return
        }
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (isSilent) return
      if (!isDeaf && delayMs > 0 && data.includes('COMMIT\0')) setTimeout(() => client.write(data), delayMs)
      else if (!isDeaf) client.write(data)
      else if (data.includes('COMMIT\0')) {
        isCut = true
        client.destroy()
      }
    })
  })
  await new Promise<void>((done) => server.listen(socketOf(own), done))

  return {
    connection: own,
    cutAtCommit: (when) => {
      cut = when
      isCut = false
    },
    get isCut() {
      return isCut
    },
    setSilent: (silent) => {
      isSilent = silent
    },
    setDeafAtCommit: () => {
      isDeafAtCommit = true
    },
    delayCommits: (ms) => {
      delayMs = ms
    },
    setTarget: (other) => {
      current = other
    },
    setAway(away) {
      isAway = away
      if (away) for (const socket of sockets) socket.destroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The engine writes it in upper case, Kysely in lower case. */
function isCommit(data: string | Buffer): boolean {
  return data.includes('COMMIT') || data.includes('commit\0')
}
