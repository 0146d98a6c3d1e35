import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig } from '../platform/database/client-config.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { EngineUnavailable } from './contract.ts'
import type { EngineClient } from './store/statement.ts'

/** How long a request waits for a database that went away before it hears 503. */
const RECONNECT_MS = 2_000
const RETRY_MS = 100
/** A database that says nothing for so long is given up, its connection closed; what became of a commit is asked later. */
const SILENCE_MS = 3_000

const sessionSettings = [
  // Somebody else holds what a batch needs: better to say so than to let every request wait.
  `SET lock_timeout = '2s'`,
  // Never less than this, whatever the server's default is: an answer means that the event is on disk.
  'SET synchronous_commit = on',
  // Every statement of the engine finds its rows by primary key. On small tables the planner would rather read them
  // whole, and it would plan again for each batch: this way a batch of 32 takes 2.5 ms instead of 3.0, at any size.
  'SET plan_cache_mode = force_generic_plan',
  'SET enable_seqscan = off',
  'SET enable_hashjoin = off',
  'SET enable_mergejoin = off',
].join(';')

/** The one connection of a lane, opened again when it breaks. */
export class LaneConnection {
  readonly #connection: DatabaseConnection
  #client: EngineClient | null = null

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  /** The open connection, or a new one. @throws EngineUnavailable when there is none within two seconds. */
  async open(): Promise<EngineClient> {
    const deadline = Date.now() + RECONNECT_MS
    for (;;) {
      if (this.#client !== null) return this.#client
      try {
        return await this.#connect(Math.max(1, deadline - Date.now()))
      } catch (cause) {
        if (Date.now() + RETRY_MS > deadline) {
          throw new EngineUnavailable('The database cannot be reached.', { cause })
        }
        await sleep(RETRY_MS)
      }
    }
  }

  /** Rolls back what is open. False when the connection is broken; it is forgotten then. */
  async rollBack(): Promise<boolean> {
    try {
      await this.#client?.query('ROLLBACK')
      return this.#client !== null
    } catch {
      this.#forget()
      return false
    }
  }

  /** What became of a transaction, null when nobody knows any more. A connection that breaks on the way is forgotten. */
  async askFate(transactionId: string): Promise<string | null> {
    const client = await this.open()
    try {
      const { rows } = await client.query<{ status: string | null }>({
        text: 'SELECT pg_xact_status($1::xid8) AS status',
        values: [transactionId],
      })
      return rows[0]?.status ?? null
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
      query_timeout: SILENCE_MS,
      connectionTimeoutMillis: timeoutMs,
    })
    // Without a listener a broken connection would end the process; whoever uses it next learns of it by an error.
    client.on('error', () => {
      if (this.#client === client) this.#client = null
    })
    try {
      await client.connect()
      await client.query(sessionSettings)
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
    this.#client = client
    return client
  }

  #forget(): void {
    const client = this.#client
    this.#client = null
    client?.end().catch(() => {})
  }
}
