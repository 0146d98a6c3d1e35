import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/**
 * The floor of durable storing, a process of its own like the other load: COPY into a table without any index. Takes
 * one scenario over IPC and answers with rows a second.
 */
export interface CopyScenario {
  readonly connection: pg.ClientConfig
  /** Rows of `bench_copy` in COPY's text format. */
  readonly lines: readonly string[]
  /** Each COPY commits, flushed to disk, before its connection begins the next. */
  readonly rowsPerCopy: number
  readonly connections: number
  readonly seconds: number
}

process.once('message', async ({ connection, lines, rowsPerCopy, connections, seconds }: CopyScenario) => {
  const parts: Buffer[] = []
  for (let i = 0; i < lines.length; i += rowsPerCopy) {
    parts.push(Buffer.from(`${lines.slice(i, i + rowsPerCopy).join('\n')}\n`))
  }
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(connection)
      await client.connect()
      return client
    }),
  )
  let next = 0
  let copies = 0
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const part = parts[next++ % parts.length] as Buffer
        await pipeline(Readable.from([part]), client.query(copyFrom('COPY bench_copy FROM STDIN')))
        copies++
      }
    }),
  )
  const measured = (copies * rowsPerCopy) / ((performance.now() - began) / 1000)
  await Promise.all(clients.map((client) => client.end()))
  process.send?.(measured)
  process.disconnect?.()
})
