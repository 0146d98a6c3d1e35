/** How to reach a database, in the words of `pg`: everything that opens a connection takes this as an argument. */
export type DatabaseConnection = EmbeddedConnection | { connectionString: string }

/** The embedded PostgreSQL listens on a Unix socket only: `host` is the folder that holds it. */
export type EmbeddedConnection = {
  host: string
  port: number
  user: string
  password: string
  database: string
}

/** A database that is open for this process, embedded or external. */
export type OpenDatabase = {
  connection: DatabaseConnection
  /** Stops what `open` started. Never throws; PostgreSQL finishes by itself when it needs more than a few seconds. */
  close(): Promise<void>
  /** Resolves with the reason when PostgreSQL ended although nobody asked it to. */
  lost: Promise<string>
}
