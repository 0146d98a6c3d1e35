import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig } from '../platform/database/client-config.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { PendingBatch } from './batch.ts'
import { EngineUnavailable } from './contract.ts'
import { findWitness } from './store/find-witness.ts'
import type { EngineClient, Statement } from './store/statement.ts'
import { isShuttingDown } from './trouble.ts'

const RETRY_MS = 50
/** How often a lane looks whether the database has said anything. */
const TICK_MS = 100
/** A database that has said nothing for so long is asked on another connection whether it is there at all… */
const DOUBT_TICKS = 9
const PROBE_MS = 650
/** …and one that is there, but busy or stuck with what this connection has asked for, is given up after so long. */
const LIMIT_TICKS = 50

/** Another server may wait for its disk while it holds a contact: a request can wait for that, and no longer. */
const LOCK_WAIT_MS = 1_500
/** Many times what a batch takes where the disk is well. */
const HURRIED_LOCK_WAIT_MS = 100

const sessionSettings = [
  // Somebody else holds what a batch needs: better to say so than to let every request wait.
  `SET lock_timeout = ${LOCK_WAIT_MS}`,
  // A connection that is lost without a word, or a server that stands still, leaves nothing locked for longer than this.
  `SET idle_in_transaction_session_timeout = '5s'`,
  // Never less than this, whatever the server's default is: an answer means that the event is on disk.
  'SET synchronous_commit = on',
  // Every statement of the engine finds its rows by primary key. On small tables the planner would rather read them
  // whole, and it would plan again for each batch: this way a batch of 32 takes 2.5 ms instead of 3.0, at any size.
  'SET plan_cache_mode = force_generic_plan',
  'SET enable_seqscan = off',
  'SET enable_hashjoin = off',
  'SET enable_mergejoin = off',
].join(';')

/** What became of a batch whose connection broke; `unknown` where it left no trace of its own, so that it may run again. */
export type Fate = 'under_way' | 'stored' | 'not_stored' | 'unknown'

/** The one connection of a lane, opened again when it breaks. Moments are those of `performance.now()`. */
export class LaneConnection {
  readonly #connection: DatabaseConnection
  #client: EngineClient | null = null
  #isInHurry = false
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

  /** Whether to wait for locks only as long as they take when all is well. */
  async setHurry(client: EngineClient, isInHurry: boolean): Promise<void> {
    if (this.#isInHurry === isInHurry) return
    const ms = isInHurry ? HURRIED_LOCK_WAIT_MS : LOCK_WAIT_MS
    await this.attend(client, client.query(`SET lock_timeout = ${ms}`))
    this.#isInHurry = isInHurry
  }

  /**
   * What became of a batch. A transaction holds the lock of its id until it has ended and everybody sees what it did;
   * that is all its id is good for. `pg_xact_status` would say "committed" of somebody else's transaction after a crash.
   */
  async askFate({ transactionId, changes }: PendingBatch, until: number): Promise<Fate> {
    const holders = await this.ask(until, {
      name: 'find-transaction',
      text: `
        SELECT pid FROM pg_locks
        WHERE locktype = 'transactionid' AND transactionid = ($1::xid8)::xid AND mode = 'ExclusiveLock' AND granted`,
      values: [transactionId],
    })
    if (holders.length > 0) return 'under_way'
    const witness = findWitness(changes)
    if (witness === null) return 'unknown'
    // In a statement of its own: one that began before the transaction ended would not see what it did.
    return (await this.ask(until, witness)).length > 0 ? 'stored' : 'not_stored'
  }

  /** The answer to a question outside of batches. A connection on which it fails is forgotten. */
  async ask<Row extends pg.QueryResultRow>(until: number, question: Statement): Promise<Row[]> {
    const client = await this.open(until)
    try {
      return (await this.attend(client, client.query<Row>(question))).rows
    } catch (error) {
      this.#forget()
      throw error
    }
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.end()
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
    this.#isInHurry = false
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
