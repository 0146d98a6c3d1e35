import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { databaseUrl, runCommand } from '../../test/support/command-line.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { makePrivateFolder, runWaymark } from '../../test/support/waymark-process.ts'
import type { Finding } from './doctor/finding.ts'

let database: TestDatabase
let url: string
beforeAll(async () => {
  database = await createTestDatabase()
  url = databaseUrl(database.connection)
})
afterAll(() => database.drop())

async function examine(env: Record<string, string>) {
  const { status, stdout, stderr } = await runCommand(['doctor', '--json'], { WAYMARK_PORT: '0', ...env })
  expect(stderr).toBe('')
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Finding[] }
  expect(status).toBe(ok ? 0 : 1)
  const of = (check: string) => checks.filter((finding) => finding.check === check)
  return { ok, checks, of, bad: checks.filter(({ level }) => level !== 'ok') }
}

async function query(sql: string): Promise<void> {
  const client = new pg.Client(database.connection)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

test('where everything is there each line says so, and nothing is made', async () => {
  const { status, stdout } = await runCommand(['doctor'], {
    WAYMARK_PORT: '0',
    WAYMARK_DATA: '/tmp/waymark-none',
  })
  expect(status).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines.slice(0, -2).every((line) => /^(?:ok {7}|warning {2})\S/.test(line))).toBe(true)
  expect(lines.at(-1)).toMatch(/^0 problems, \d warnings?\.$/)
  expect(stdout).toContain('is not there yet; the first start makes it.')
})

test('beside a running server it looks at its database, its port and what it says of itself', async () => {
  const folder = await makePrivateFolder()
  const env = { WAYMARK_DATA: join(folder, 'data'), WAYMARK_PORT: '0' }
  const server = runWaymark(['start'], env)
  const address = await server.ready()
  const { ok, of } = await examine({ ...env, WAYMARK_PORT: new URL(address).port })
  expect(ok).toBe(true)
  expect(of('database')).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^PostgreSQL 18\.\d+ answers\.$/) }),
  ])
  expect(of('durability')[0]?.level).toBe('ok')
  expect(of('migrations')[0]?.message).toMatch(/^All \d+ are there\.$/)
  expect(of('port')[0]?.message).toMatch(/^A Waymark listens on \d+\.$/)
  expect(of('server')[0]?.level).toBe('ok')
  expect(of('clock')[0]?.level).toBe('ok')
})

test('every variable that is wrong is a problem, and one that is none a warning', async () => {
  const { ok, bad } = await examine({ WAYMARK_PORT: 'http', WAYMARK_LOG_LEVEL: 'loud', WAYMARK_PROT: '1' })
  expect(ok).toBe(false)
  expect(bad.map(({ level, message }) => [level, message.split(/[: ]/)[0]])).toEqual([
    ['problem', 'WAYMARK_PORT'],
    ['problem', 'WAYMARK_LOG_LEVEL'],
    ['warning', 'WAYMARK_PROT'],
  ])
})

test('a folder that others may look into is a warning, a file in its place a problem', async () => {
  const folder = await makePrivateFolder()
  await mkdir(join(folder, 'open'))
  await chmod(join(folder, 'open'), 0o755)
  await writeFile(join(folder, 'file'), '')
  const open = await examine({ WAYMARK_DATA: join(folder, 'open') })
  expect(open.of('data folder')).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('chmod 700') }),
  ])
  const file = await examine({ WAYMARK_DATA: join(folder, 'file') })
  expect(file.of('data folder')[0]?.level).toBe('problem')
})

test('a database that is away is a problem, and the other checks go on', async () => {
  const { bad, of } = await examine({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
  expect(bad.map(({ check }) => check)).toEqual(['database'])
  expect(of('database')[0]?.message).toMatch(
    /^DATABASE_URL \(host 127\.0\.0\.1, port 1\): nothing listens there/,
  )
  expect(of('port').length).toBe(1)
})

test('a database that may lose what it has, and one that is newer, are told', async () => {
  await query(
    `ALTER DATABASE ${database.connection.database} SET synchronous_commit = off;
     INSERT INTO schema_migrations (name, run_on) VALUES ('9999_later', now())`,
  )
  const { of } = await examine({ DATABASE_URL: url })
  await query(`DELETE FROM schema_migrations WHERE name = '9999_later'`)
  // The PostgreSQL of the tests is one that may lose everything.
  expect(of('durability').map(({ level, message }) => [level, message.split(' ')[0]])).toEqual([
    ['problem', 'fsync'],
    ['warning', 'full_page_writes'],
    ['warning', 'synchronous_commit'],
  ])
  expect(of('migrations')).toEqual([
    expect.objectContaining({ level: 'problem', message: expect.stringContaining('it has 9999_later') }),
  ])
})

test('a server that runs on another database is told from one on this', async () => {
  const server = runWaymark(['start'], { WAYMARK_DATA: join(await makePrivateFolder(), 'data') })
  const address = await server.ready()
  const { of } = await examine({ DATABASE_URL: url, WAYMARK_PORT: new URL(address).port })
  expect(of('server')).toEqual([
    {
      check: 'server',
      level: 'warning',
      message: expect.stringMatching(/^The one at \S+ is on another database: it was started with other/),
    },
  ])
})

test('an outage of the database is one problem, whatever the server beside it misses', async () => {
  const unknown = 'Unknown while the database does not answer.'
  const checks = { database: 'The database does not answer.', migrations: unknown, catalogue: unknown }
  const other = createServer((request, response) =>
    response.end(JSON.stringify(request.url === '/health/live' ? { status: 'live' } : { checks })),
  ).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const away = await examine({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    WAYMARK_PORT: String(port),
  })
  expect(away.bad).toEqual([
    {
      check: 'database',
      level: 'problem',
      message: expect.stringMatching(
        /nothing listens there\. .* Until then the server at http:\/\/127\.0\.0\.1:\d+ answers 503\.$/,
      ),
    },
  ])
  // Seen from here it is there.
  expect((await examine({ DATABASE_URL: url, WAYMARK_PORT: String(port) })).of('server').at(-1)).toEqual({
    check: 'server',
    level: 'problem',
    message: expect.stringMatching(/ answers 503: The database does not answer\.$/),
  })
})

test('a port that another program has is a problem', async () => {
  const other = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { of } = await examine({ DATABASE_URL: url, WAYMARK_PORT: String(port) })
  expect(of('port')).toEqual([
    { check: 'port', level: 'problem', message: expect.stringContaining(`Port ${port} is already in use.`) },
  ])
})

test('a port of their own that metrics have is looked at, too', async () => {
  const env = { DATABASE_URL: url, WAYMARK_METRICS_PORT: '0' }
  const server = runWaymark(['start'], env)
  await server.ready()
  const metrics = /Metrics are at http:\/\/[^:]+:(\d+)/.exec(server.output())?.[1] ?? ''
  expect((await examine({ ...env, WAYMARK_METRICS_PORT: metrics })).of('metrics port')).toEqual([
    { check: 'metrics port', level: 'ok', message: `A Waymark listens on ${metrics}.` },
  ])
})

test('files that variables name are read as the start reads them', async () => {
  const folder = await makePrivateFolder()
  const plugins = join(folder, 'plugins.ts')
  const provisioning = join(folder, 'provisioning.json')
  await writeFile(plugins, 'export default 1')
  await writeFile(provisioning, '{"channel": []}')
  const { bad } = await examine({
    WAYMARK_DATA: join(folder, 'data'),
    WAYMARK_PLUGINS: plugins,
    WAYMARK_GEOIP: join(folder, 'none.mmdb'),
    WAYMARK_PROVISION: provisioning,
  })
  expect(bad.map(({ check, level }) => [check, level])).toEqual([
    ['plug-ins', 'problem'],
    ['locations', 'problem'],
    ['provisioning', 'problem'],
  ])
  for (const { message } of bad) expect(message).not.toContain('\n')
})
