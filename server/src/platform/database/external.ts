import pg from 'pg'
import { OperatorError } from '../operator-error.ts'
import { clientConfig } from './client-config.ts'
import type { OpenDatabase } from './connection.ts'
import { errorCode } from './file-errors.ts'

const oldestVersion = 15

/** Takes the PostgreSQL of DATABASE_URL, after a look whether it answers, is new enough and can store every character. */
export async function openExternal(databaseUrl: string): Promise<OpenDatabase> {
  const connection = { connectionString: databaseUrl }
  const client = new pg.Client({ ...clientConfig(connection), connectionTimeoutMillis: 10_000 })
  // A connection that breaks at the wrong moment also fails the query; unheard, its event would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
    )
    checkVersion(Number(rows[0]?.version))
    checkEncoding(client.database, rows[0]?.encoding)
  } catch (error) {
    throw error instanceof OperatorError ? error : explainFailure(client, error)
  } finally {
    await client.end().catch(() => {})
  }
  // It is not ours to stop, and it may come back: the engine waits for it.
  return { connection, close: async () => {}, lost: new Promise(() => {}) }
}

function checkVersion(versionNumber: number): void {
  const version = Math.floor(versionNumber / 10_000)
  if (version >= oldestVersion) return
  throw new OperatorError(
    `DATABASE_URL leads to PostgreSQL ${version}; Waymark needs ${oldestVersion} or newer. Upgrade it or use another one.`,
  )
}

function checkEncoding(database: string | undefined, encoding: string): void {
  if (encoding === 'UTF8') return
  throw new OperatorError(
    `The database ${database} of DATABASE_URL has the encoding ${encoding}, which cannot hold every character. ` +
      `Make it anew with ENCODING 'UTF8' TEMPLATE template0.`,
  )
}

const remedies: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is it running, and are host and port right?',
  ENOTFOUND: 'there is no such host. Is its name right?',
  EAI_AGAIN: 'its name cannot be looked up now. Is the network there?',
  ENOENT: 'there is no such socket. Is it running?',
  '28P01': 'it refused the password.',
  '28000': 'it refused the user.',
  '3D000': 'it has no such database. Create it first.',
}

function explainFailure(client: pg.Client, error: unknown): OperatorError {
  const code = errorCode(error)
  const reason = remedies[code ?? ''] ?? (error instanceof Error ? error.message : String(error))
  return new OperatorError(`DATABASE_URL (host ${client.host}, port ${client.port}): ${reason}`, {
    cause: error,
  })
}
