import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseUrl, runCommand } from '../../test/support/command-line.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { eventually, projectRoot, run } from '../../test/support/waymark-process.ts'
import { verifyPassword } from '../catalogue/passwords.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'

let database: TestDatabase
let db: Queries
let env: { DATABASE_URL: string }
beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
  env = { DATABASE_URL: databaseUrl(database.connection) }
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})
beforeEach(async () => {
  await db.deleteFrom('users').execute()
})

const good = 'four words in a row'
const user = (args: string[], input?: string) => runCommand(['user', ...args], env, { input })
const create = (email: string, role: string, input?: string) =>
  user(
    ['create', '--email', email, '--role', role, ...(input === undefined ? [] : ['--password-stdin'])],
    input,
  )

async function opens(email: string, password: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('password_hash')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return verifyPassword(password, row.password_hash)
}

test('without a terminal a user gets a random password, printed once, alone on stdout', async () => {
  const { status, stdout, stderr } = await create('ada@example.com', 'admin')
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'The user ada@example.com (admin) is there. The password, shown only now:\n',
  })
  expect(stdout).toMatch(/^[\w-]{22}\n$/)
  expect(await opens('ada@example.com', stdout.trim())).toBe(true)
})

test('a password from stdin counts without the line break at its end, and is not repeated', async () => {
  expect(await create('ada@example.com', 'viewer', `${good}\n`)).toEqual({
    status: 0,
    stdout: '',
    stderr: 'The user ada@example.com (viewer) is there.\n',
  })
  expect(await opens('ada@example.com', good)).toBe(true)
})

test('an address may be given as it is, without --email', async () => {
  expect(
    (await user(['create', 'ada@example.com', '--role', 'viewer', '--password-stdin'], good)).status,
  ).toBe(0)
  expect((await user(['reset-password', 'ada@example.com', '--password-stdin'], `${good}!`)).status).toBe(0)
  expect(await opens('ada@example.com', `${good}!`)).toBe(true)
  expect(await user(['delete', 'ada@example.com'])).toMatchObject({ status: 0, stdout: '' })
})

test('an address is one user in any case', async () => {
  await create('Ada@example.com', 'admin', good)
  expect(await create('ada@EXAMPLE.com', 'viewer', good)).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'There is a user ada@EXAMPLE.com already. For a new password: waymark user reset-password ada@EXAMPLE.com\n',
  })
  const reset = await user(['reset-password', '--email', 'ADA@example.com'])
  expect(reset.status).toBe(0)
  expect(await opens('Ada@example.com', reset.stdout.trim())).toBe(true)
  expect((await user(['list'])).stdout).toMatch(/^email +role +created\nAda@example\.com +admin +\S+Z\n$/)
})

test('the last admin cannot be deleted, any other user can', async () => {
  await create('ada@example.com', 'admin', good)
  await create('eve@example.com', 'viewer', good)
  expect((await user(['delete', '--email', 'eve@example.com'])).status).toBe(0)
  expect(await user(['delete', '--email', 'ada@example.com'])).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'ada@example.com is the last admin and stays. Create another one first: waymark user create <email> --role admin\n',
  })
  await create('bob@example.com', 'admin', good)
  expect((await user(['delete', '--email', 'ada@example.com'])).status).toBe(0)
})

test.each([
  ['too short', /at least 12 characters.* Nothing has changed\.$/],
  ['aaaaaaaaaaaaaaa', /at least four different characters/],
  ['my ADA@example.com', /may not contain the e-mail address/],
  ['two lines\nof password', /one line/],
  ['x'.repeat(20_000), /too long/],
])('the password %j is refused, and nobody is created', async (password, line) => {
  const { status, stdout, stderr } = await create('ada@example.com', 'admin', password)
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr.trimEnd()).toMatch(line)
  expect(await db.selectFrom('users').select('id').execute()).toEqual([])
})

test.each([
  [['create', '--email', 'ada', '--role', 'admin'], /^"ada" is no e-mail address/],
  [['create', '--email', 'ada@example.com'], /^Something is missing: waymark user create/],
  [['create', '--email', 'ada@example.com', '--role', 'boss'], /^There is no role "boss"/],
  [['delete', 'ada@example.com', 'eve@example.com'], /^Name one user: waymark user delete <email>/],
  [['delete', 'ada@example.com', '--email', 'eve@example.com'], /^Name one user: /],
  [['reset-password'], /^Something is missing: waymark user reset-password/],
  [['rename'], /does not know "rename": create, reset-password, list, delete\./],
])('user %j is wrong usage', async (args, line) => {
  const { status, stderr } = await user(args)
  expect(status).toBe(2)
  expect(stderr).toMatch(line)
})

test('a user who is not there has no password to reset', async () => {
  expect(await user(['reset-password', '--email', 'eve@example.com'])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'There is no user eve@example.com. waymark user list shows those that are there.\n',
  })
})

describe.runIf(existsSync('/usr/bin/script'))('on a terminal', () => {
  /** `script` runs a command on a terminal of its own and passes on what it is given. */
  async function type(
    args: string,
    ...answers: string[]
  ): Promise<{ status: number | null; output: string }> {
    const waymark = join(projectRoot, 'server/bin/waymark')
    const child = run(['script', '-qec', `${waymark} user ${args}`, '/dev/null'], env, { stdin: 'pipe' })
    for (const [index, answer] of answers.entries()) {
      await eventually(`question ${index + 1}`, () => child.output().split(': ').length > index + 1)
      child.child.stdin?.write(answer)
    }
    const { status } = await child.ended
    return { status, output: child.output() }
  }

  test('the password is asked for twice and not shown', async () => {
    const { status, output } = await type(
      'create --email ada@example.com --role admin',
      `${good}\r`,
      `${good}\r`,
    )
    expect({ status, output }).toEqual({ status: 0, output: expect.not.stringContaining('words') })
    expect(await opens('ada@example.com', good)).toBe(true)
  })

  test('two that differ change nothing, and neither does Ctrl+C', async () => {
    const args = 'create --email ada@example.com --role admin'
    const different = await type(args, `${good}\r`, `${good}!\r`)
    expect(different).toMatchObject({
      status: 1,
      output: expect.stringContaining('The two passwords differ.'),
    })
    const givenUp = await type(args, '\u0003')
    expect(givenUp).toMatchObject({ status: 1, output: expect.stringContaining('nothing has changed') })
    expect(await db.selectFrom('users').select('id').execute()).toEqual([])
  })

  test('an empty password is answered with a random one', async () => {
    const { status, output } = await type('create --email ada@example.com --role admin', '\r')
    expect(status).toBe(0)
    expect(await opens('ada@example.com', /now:\s+([\w-]{22})/.exec(output)?.[1] ?? '')).toBe(true)
  })
})
