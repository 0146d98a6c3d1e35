import pg from 'pg'
import { clientConfig } from './client-config.ts'
import type { DatabaseConnection } from './connection.ts'

/**
 * One connection for one piece of work; `end()` is the caller's. A connection that breaks fails the query that is under
 * way or comes next; without a listener its event would end the process.
 */
export async function connectClient(
  connection: DatabaseConnection,
  applicationName: string,
): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(connection, applicationName))
  client.on('error', () => {})
  await client.connect()
  return client
}
