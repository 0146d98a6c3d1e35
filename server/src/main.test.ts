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
  [['help', 'provision'], /^Usage: waymark provision <file>\n/],
  [['--version'], new RegExp(`^${version}\n$`)],
  [['start', '--help'], /^Usage: waymark start\n.*WAYMARK_PORT, else PORT .*4100/s],
  [['provision', '--help'], /^Usage: waymark provision <file>\n/],
])('%j is answered on stdout with status 0', async (args, answer) => {
  expect(await waymark(...args)).toEqual({ status: 0, stdout: expect.stringMatching(answer), stderr: '' })
})

test.each([
  [['begin'], 'There is no command "begin". Commands: start, provision.\n'],
  [['help', 'begin'], 'There is no command "begin". Commands: start, provision.\n'],
  [['start', '--port', '80'], "Unknown option '--port'. See waymark start --help.\n"],
  [['provision', '--dry'], "Unknown option '--dry'. See waymark provision --help.\n"],
  [['start', 'now'], "Unexpected argument 'now'. See waymark start --help.\n"],
  [['provision'], 'Name one provisioning file: waymark provision <file>\n'],
  [['provision', 'a.json', 'b.json'], 'Name one provisioning file: waymark provision <file>\n'],
])('%j is wrong usage: one line on stderr and status 2', async (args, line) => {
  expect(await waymark(...args)).toEqual({ status: 2, stdout: '', stderr: line })
})

test('where a failure came from is shown with --verbose only', async () => {
  expect((await waymark('begin')).stderr).not.toContain('main.ts')
  expect((await waymark('begin', '--verbose')).stderr).toContain('main.ts')
})
