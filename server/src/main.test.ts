import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { version } from './version.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

function waymark(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

test.each([
  [['--help'], /^Usage: waymark <command>.*start.*provision/s],
  [[], /^Usage: waymark <command>.*exit status is 0 .* 1 .* 2 .*README/s],
  [['help'], /^Usage: waymark <command>/],
  [['-h'], /^Usage: waymark <command>/],
  [['token', 'create', '-h'], /^Usage: waymark token create /],
  [['help', 'provision'], /^Usage: waymark provision <file>\n/],
  [['--version'], new RegExp(`^${version}\n$`)],
  [['start', '--help'], /^Usage: waymark start\n.*WAYMARK_PORT, else PORT .*4100/s],
  [['provision', '--help'], /^Usage: waymark provision <file>\n/],
])('%j is answered on stdout with status 0', async (args, answer) => {
  expect(await waymark(...args)).toEqual({ status: 0, stdout: expect.stringMatching(answer), stderr: '' })
})

test.each([
  [['start', '--port', '80'], "Unknown option '--port'. See waymark start --help.\n"],
  [['provision', '--dry'], "Unknown option '--dry'. See waymark provision --help.\n"],
  [['start', 'now'], "Unexpected argument 'now'. See waymark start --help.\n"],
  [['provision'], 'Name one provisioning file: waymark provision <file>\n'],
  [['provision', 'a.json', 'b.json'], 'Name one provisioning file: waymark provision <file>\n'],
])('%j is wrong usage: one line on stderr and status 2', async (args, line) => {
  expect(await waymark(...args)).toEqual({ status: 2, stdout: '', stderr: line })
})

test.each([[['begin']], [['help', 'begin']]])(
  '%j is wrong usage, and the commands are named',
  async (args) => {
    expect(await waymark(...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no command "begin"\. Commands: start, provision, .*\.\n$/),
    })
  },
)

test.each([
  ['tokens', ' Did you mean token?'],
  ['docter', ' Did you mean doctor?'],
  ['provison', ' Did you mean provision?'],
  ['constructor', ''],
])('%j is no command, and the one that was probably meant is named', async (name, hint) => {
  expect((await waymark(name)).stderr).toMatch(
    new RegExp(`^There is no command "${name}"\\.${hint.replace('?', '\\?')} Commands: `),
  )
})

test('every command has help of its own', async () => {
  const { stdout } = await waymark('--help')
  const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(3)
  for (const name of names) {
    const help = expect.stringMatching(new RegExp(`^Usage: waymark ${name}\\b[^]*\\n\\n\\S`))
    expect(await waymark(name, '--help')).toEqual({ status: 0, stdout: help, stderr: '' })
  }
})

test('where a failure came from is shown with --verbose only', async () => {
  expect((await waymark('begin')).stderr).not.toContain('main.ts')
  expect((await waymark('begin', '--verbose')).stderr).toContain('main.ts')
})
