import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig } from '../platform/database/client-config.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { EngineUnavailable } from './contract.ts'
import type { EngineClient } from './store/statement.ts'
import { isShuttingDown } from './trouble.ts'

const RETRY_MS = 50
/** How often a lane looks whether the database has said anything. */
const TICK_MS = 100
/** A database that has said nothing for so long is asked on another connection whether it is there at all… */
const DOUBT_TICKS = 9
const PROBE_MS = 650
/** …and one that is there, but busy or stuck with what this connection has asked for, is given up after so long. */
const LIMIT_TICKS = 50

const sessionSettings = [
  // Somebody else holds what a batch needs: better to say so than to let every request wait.
  `SET lock_timeout = '2500ms'`,
  // A connection that is lost without a word leaves nothing locked for longer than this.
  `SET idle_in_transaction_session_timeout = '10s'`,
  // Never less than this, whatever the server's default is: an answer means that the event is on disk.
  'SET synchronous_commit = on',
  // Every statement of the engine finds its rows by primary key. On small tables the planner would rather read them
  // whole, and it would plan again for each batch: this way a batch of 32 takes 2.5 ms instead of 3.0, at any size.
  'SET plan_cache_mode = force_generic_plan',
  'SET enable_seqscan = off',
  'SET enable_hashjoin = off',
  'SET enable_mergejoin = off',
].join(';')

/** The one connection of a lane, opened again when it breaks. Moments are those of `performance.now()`. */
export class LaneConnection {
  readonly #connection: DatabaseConnection
  #client: EngineClient | null = null
  #heardAt = 0

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  /** When the database said something last, or was asked to, to a tenth of a second. */
  get heardAt(): number {
    return this.#heardAt
  }

  /** The open connection, or a new one. @throws EngineUnavailable when there is none at the moment `until`. */
  async open(until: number): Promise<EngineClient> {
    for (;;) {
      if (this.#client !== null) return this.#client
      try {
        return await this.#connect(Math.max(1, until - performance.now()))
      } catch (cause) {
        if (performance.now() + RETRY_MS > until) {
          throw new EngineUnavailable('The database cannot be reached.', { cause })
        }
        await sleep(RETRY_MS)
      }
    }
  }

  /**
   * Waits for work that waits for the database. Breaks the connection, so that the work fails, when the database is
   * gone without a word, which is known within 1.6 seconds, or keeps silent for five although it is there.
   */
  async attend<Result>(client: EngineClient, work: Promise<Result>): Promise<Result> {
    // What `pg` connects by itself are sockets, encrypted or not.
    const stream = client.connection.stream as Socket
    let bytes = stream.bytesRead
    let silentTicks = 0
    this.#heardAt = performance.now()
    // Ticks are counted, not time: while this process itself stands still, nobody is silent.
    const ticker = setInterval(() => {
      if (stream.bytesRead !== bytes) {
        bytes = stream.bytesRead
        silentTicks = 0
        this.#heardAt = performance.now()
        return
      }
      silentTicks++
      if (silentTicks >= LIMIT_TICKS) stream.destroy()
      else if (silentTicks === DOUBT_TICKS) {
        void this.#isThere().then((isThere) => {
          if (!isThere && silentTicks >= DOUBT_TICKS) stream.destroy()
        })
      }
    }, TICK_MS)
    try {
      return await work
    } finally {
      clearInterval(ticker)
    }
  }

  /** Rolls back what is open. False when the connection is broken; it is forgotten then. */
  async rollBack(): Promise<boolean> {
    const client = this.#client
    if (client === null) return false
    try {
      await this.attend(client, client.query('ROLLBACK'))
      return this.#client !== null
    } catch {
      this.#forget()
      return false
    }
  }

  /** What became of a transaction, null when nobody knows any more. A connection that breaks on the way is forgotten. */
  async askFate(transactionId: string, until: number): Promise<string | null> {
    return this.#ask(until, 'SELECT pg_xact_status($1::xid8) AS answer', [transactionId])
  }

  /** Ends a transaction of a connection that is lost, should it still be under way: nobody will go on with it. */
  async endTransaction(transactionId: string, until: number): Promise<void> {
    await this.#ask(
      until,
      `SELECT pg_terminate_backend(pid)::text AS answer FROM pg_stat_activity
       WHERE usename = current_user AND backend_xid = ($1::xid8)::xid`,
      [transactionId],
    )
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.end()
  }

  async #ask(until: number, text: string, values: unknown[]): Promise<string | null> {
    const client = await this.open(until)
    try {
      const { rows } = await this.attend(client, client.query<{ answer: string | null }>({ text, values }))
      return rows[0]?.answer ?? null
    } catch (error) {
      this.#forget()
      throw error
    }
  }

  async #connect(timeoutMs: number): Promise<EngineClient> {
    const client = new pg.Client({
      ...clientConfig(this.#connection, 'waymark engine'),
      pipeline: true,
      keepAlive: true,
    })
    // Without a listener a broken connection would end the process; whoever uses it next learns of it by an error.
    client.on('error', () => {
      if (this.#client === client) this.#client = null
    })
    const timer = setTimeout(() => client.connection.stream.destroy(), timeoutMs)
    try {
      await client.connect()
      await client.query(sessionSettings)
    } catch (error) {
      client.connection.stream.destroy()
      throw error
    } finally {
      clearTimeout(timer)
    }
    this.#client = client
    return client
  }

  /** Whether the database answers somebody who knocks now, be it that there is no room for them. */
  async #isThere(): Promise<boolean> {
    const probe = new pg.Client(clientConfig(this.#connection, 'waymark engine'))
    probe.on('error', () => {})
    const timer = setTimeout(() => probe.connection.stream.destroy(), PROBE_MS)
    try {
      await probe.connect()
      return true
    } catch (error) {
      return error instanceof pg.DatabaseError && !isShuttingDown(error)
    } finally {
      clearTimeout(timer)
      probe.end().catch(() => {})
    }
  }

  #forget(): void {
    const client = this.#client
    this.#client = null
    // Not `end()`, which would wait for a database that does not answer.
    client?.connection.stream.destroy()
  }
}
