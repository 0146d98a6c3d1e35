import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrl, runCommand } from '../../test/support/command-line.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { runWaymark } from '../../test/support/waymark-process.ts'

let database: TestDatabase
let env: { DATABASE_URL: string }
beforeAll(async () => {
  database = await createTestDatabase()
  env = { DATABASE_URL: databaseUrl(database.connection) }
})
afterAll(() => database.drop())

const token = (...args: string[]) => runCommand(['token', ...args], env)

test('beside a running server a token opens the management API at once, and a deleted one no more', async () => {
  const server = runWaymark(['start'], env)
  const api = `${await server.ready()}/api/v1/contacts`
  const created = await token('create', '--name', 'scripts', '--role', 'viewer')
  expect(created).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^wm_token_[0-9a-f]{40}\n$/),
    stderr: 'The token "scripts" (viewer), shown only now:\n',
  })
  const read = async () =>
    (await fetch(api, { headers: { authorization: `Bearer ${created.stdout.trim()}` } })).status
  await expect.poll(read, { timeout: 2_000 }).toBe(200)

  expect(await token('delete', 'Scripts')).toMatchObject({ status: 0, stdout: '' })
  await expect.poll(read, { timeout: 2_000 }).toBe(401)
})

test('a name that is taken, in any case, is refused with what to do, and the token that has it stays', async () => {
  const first = await token('create', '--name', 'CI', '--role', 'admin')
  expect(first.status).toBe(0)
  expect(await token('create', '--name', 'ci', '--role', 'viewer')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'There is a token "CI" already. Choose another name, or delete that one first: waymark token delete "CI"\n',
  })
  const list = await token('list')
  expect(list.stdout).toMatch(/^name +role +created\n/)
  expect(list.stdout).toMatch(/^CI +admin +\d{4}-\d\d-\d\dT\d\d:\d\dZ$/m)
  expect(list.stdout).not.toContain(first.stdout.trim())
})

test('a token that is not there cannot be deleted', async () => {
  expect(await token('delete', 'nobody')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'There is no token "nobody". waymark token list shows those that are there.\n',
  })
})

test.each([
  [[], 'waymark token needs to be told what to do: create, list, delete. See waymark token --help.'],
  [['make'], 'waymark token does not know "make": create, list, delete. See waymark token --help.'],
  [['create', '--name', 'x'], 'Something is missing: waymark token create --name <name> --role <role>'],
  [
    ['create', '--name', 'x', '--role', 'root'],
    'There is no role "root". Roles: admin, marketer, privacy, viewer.',
  ],
  [['create', '--name', ' x', '--role', 'admin'], /^--name must be one line of 1 to 200 characters/],
  [['delete'], 'Something is missing: waymark token delete <name>'],
  [['list', '--all'], "Unknown option '--all'. See waymark token --help."],
])('token %j is wrong usage', async (args, line) => {
  const { status, stdout, stderr } = await token(...args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  if (typeof line === 'string') expect(stderr).toBe(`${line}\n`)
  else expect(stderr).toMatch(line)
})
