// `npm run dev`: the server, started again when its sources change, and the admin, whose changes show at once. One terminal;
// Ctrl+C or SIGTERM ends both, with the exit status of the server.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const watched = ['--watch-path=server/src', '--watch-path=server/migrations', '--watch-preserve-output']
const server = run([...watched, 'server/src/main.ts', 'start'])
const admin = run(['node_modules/vite/bin/vite.js', 'admin', '--clearScreen', 'false'])

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // A terminal sends it to the server, too: that counts several signals within a second as one.
  process.on(signal, () => server.kill(signal))
}
server.once('exit', (code) => {
  admin.kill()
  process.exitCode = code ?? 1
})

/** @param {string[]} args */
function run(args) {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
}
