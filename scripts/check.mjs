// `npm run check`: everything about the code that can be told without running it. Ends with 1 when anything is wrong.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findForbiddenAdminImports, findForbiddenImports } from './check/import-rule.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @type {Record<string, () => Promise<string[]>>} */
const checks = {
  'format and lint': () =>
    runTool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=50'),
  types: () => runTool('typescript/bin/tsc', '--pretty'),
  'types of the admin': () => runTool('typescript/bin/tsc', '--pretty', '-p', 'admin'),
  'imports point down': async () => [...findForbiddenImports(root), ...findForbiddenAdminImports(root)],
  'unused code': () => runTool('knip/bin/knip.js', '--no-progress'),
}

const results = await Promise.all(
  Object.entries(checks).map(async ([name, check]) => ({ name, complaints: await check() })),
)
for (const { complaints } of results) if (complaints.length > 0) console.log(`${complaints.join('\n')}\n`)
for (const { name, complaints } of results)
  console.log(`${complaints.length === 0 ? 'ok    ' : 'FAILED'}  ${name}`)
process.exitCode = results.some(({ complaints }) => complaints.length > 0) ? 1 : 0

/**
 * Resolves with what the tool printed when it was not content, else with nothing.
 *
 * @param {string} path
 * @param {string[]} args
 * @returns {Promise<string[]>}
 */
function runTool(path, ...args) {
  const tool = join(root, 'node_modules', path)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tool, ...args],
      { cwd: root, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve(error === null ? [] : [`${stdout}${stderr}`.trim() || error.message])
      },
    )
  })
}
