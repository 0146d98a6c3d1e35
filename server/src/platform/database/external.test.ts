import { type AddressInfo, createServer } from 'node:net'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openExternal } from './external.ts'

/** As much of PostgreSQL's protocol as it takes to tell a version, and to refuse a user. */
async function pretendPostgres(answer: Buffer[]): Promise<string> {
  const server = createServer((socket) => {
    let greeted = false
    socket.on('error', () => {})
    socket.on('data', () => {
      if (!greeted) socket.write(Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]))
      else socket.write(Buffer.concat(answer))
      greeted = true
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  return `postgres://ada:secret@127.0.0.1:${(server.address() as AddressInfo).port}/waymark`
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

/** Of a database in UTF-8. */
function row(version: string): Buffer[] {
  const type = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0])
  const fields = ['version\0', 'encoding\0'].map((name) => Buffer.concat([Buffer.from(name), type]))
  const values = [version, 'UTF8'].map((text) => Buffer.concat([int32(text.length), Buffer.from(text)]))
  return [
    message('T', Buffer.concat([Buffer.from([0, 2]), ...fields])),
    message('D', Buffer.concat([Buffer.from([0, 2]), ...values])),
    message('C', Buffer.from('SELECT 1\0')),
    message('Z', Buffer.from('I')),
  ]
}

test('a PostgreSQL that answers and is new enough is taken as it is', async () => {
  const { host, user, password, database } = inject('templateDatabase')
  // Not the template itself, which nobody may be connected to while it is copied.
  expect(database).not.toBe('postgres')
  const url = `postgres://${user}:${password}@/postgres?host=${encodeURIComponent(host)}`
  expect((await openExternal(url)).connection).toEqual({ connectionString: url })
})

test('version 15 is new enough, version 14 is not', async () => {
  await openExternal(await pretendPostgres(row('150003')))
  await expect(openExternal(await pretendPostgres(row('140019')))).rejects.toThrow(
    'DATABASE_URL leads to PostgreSQL 14; Waymark needs 15 or newer.',
  )
})

test('a database that cannot hold every character is refused before anything is made in it', async () => {
  const { host, user, password } = inject('templateDatabase')
  const url = (name: string) => `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}`
  const name = `test_latin1_${process.pid}`
  const client = new pg.Client(url('postgres'))
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`)
  try {
    await expect(openExternal(url(name))).rejects.toThrow(
      `The database ${name} of DATABASE_URL has the encoding LATIN1, which cannot hold every character. Make it anew`,
    )
  } finally {
    await client.query(`DROP DATABASE ${name}`)
  }
})

test('one that is not there is named by host and port, never by its password', async () => {
  const failure = openExternal('postgres://ada:hunter2@127.0.0.1:1/waymark')
  await expect(failure).rejects.toThrow('DATABASE_URL (host 127.0.0.1, port 1): nothing listens there.')
  await expect(failure).rejects.not.toThrow('hunter2')
})

test('a wrong password and a missing database are told apart', async () => {
  const { host, user, password } = inject('templateDatabase')
  const at = `?host=${encodeURIComponent(host)}`
  await expect(openExternal(`postgres://${user}:x@/postgres${at}`)).rejects.toThrow('it refused the password')
  await expect(openExternal(`postgres://${user}:${password}@/nowhere${at}`)).rejects.toThrow(
    'no such database',
  )
})
