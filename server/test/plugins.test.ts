import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../src/domain/json.ts'
import { readCodeBlocks, readDocument } from './support/documents.ts'
import { eventually, makePrivateFolder, projectRoot, runWaymark } from './support/waymark-process.ts'

const run = promisify(execFile)
const guide = readDocument('docs/integrate/writing-a-plug-in.md')
const first = (heading: string, language: string) => readCodeBlocks(guide, heading, language)

/** A folder outside of the project with every file that the guide shows, under the name in its first line. */
async function writeFilesOfGuide(): Promise<string> {
  const folder = await makePrivateFolder()
  const blocks = [...guide.matchAll(/^```ts\n\/\/ (\S+)\n(.*?)^```$/gms)]
  expect(blocks.map(([, name]) => name)).toContain('all.ts')
  for (const [, name = '', text = ''] of blocks) await writeFile(join(folder, name), text)
  return folder
}

/** The same plug-ins, and one that leaves failures behind. */
const withLeaver = `
import { defineHook, defineProcessor, tracked, Type } from '@waymark/server/pipeline'
import all from './all.ts'

export default [
  ...all,
  defineProcessor({
    name: 'leaver',
    api: 'sitecore',
    schema: Type.Object({ leave: Type.Literal(true) }),
    process() {
      setTimeout(() => { throw new Error('secret of a timer') }, 1)
      void Promise.reject(new Error('secret of a promise'))
      return tracked()
    },
  }),
  defineHook({ name: 'broken', afterCommit() { throw new Error('secret of a hook') } }),
]
`

test('what the guide shows passes its tests and the compiler, with its commands and packages', async () => {
  const folder = await writeFilesOfGuide()
  const [tsconfig = ''] = first('## Testing it', 'json')
  await writeFile(join(folder, 'tsconfig.json'), tsconfig)
  const [short = ''] = readCodeBlocks(readDocument('README.md'), '## Extend it', 'ts')
  await writeFile(join(folder, 'readme.ts'), short)

  const [linkAndTest = '', installAndCompile = ''] = first('## Testing it', 'sh')
  const runHere = (commands: string) =>
    run('sh', ['-ec', commands.replaceAll('/path/to/waymark', projectRoot)], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    })
  const [install = '', compile = ''] = installAndCompile.split('\n')
  expect(install).toContain('install.mjs all')
  const tests = await runHere(linkAndTest)
  expect(tests.stdout).toMatch(/pass 2\n.*fail 0/)
  const { stdout } = await runHere(`${compile} --listFiles`)
  expect(stdout).toContain('/readme.ts')
  const packages = [...stdout.matchAll(/node_modules\/(@types\/[^/]+)/g)].map(([, name = '']) => name)
  for (const name of new Set(packages)) expect(guide).toContain(`\`${name}\``)
}, 60_000)

test('the guide from its first request to its last hook, on a server that outlives what a plug-in leaves behind', async () => {
  const folder = await writeFilesOfGuide()
  const [provisioning = '', reply = ''] = first('## The first one', 'json')
  const [, request = ''] = first('## The first one', 'sh')
  const events = [{ name: 'Loan calculator' }, { name: 'VIP was here' }]
  const document = { ...(JSON.parse(provisioning) as JsonObject), events, goals: [{ name: 'Register' }] }
  await writeFile(join(folder, 'waymark.json'), JSON.stringify(document))
  await writeFile(join(folder, 'with-leaver.ts'), withLeaver)
  const server = runWaymark(['start'], {
    WAYMARK_DATA: join(folder, 'data'),
    WAYMARK_PLUGINS: join(folder, 'with-leaver.ts'),
    WAYMARK_PROVISION: join(folder, 'waymark.json'),
  })
  const address = await server.ready()
  expect(server.output()).toMatch(/"Plug-ins loaded: loan-calculator \(sitecore\), .*, office \(hook\), /)
  expect(server.output()).toMatch(/"file":"[^"]*waymark\.json","msg":"Provisioned: /)
  const [url = ''] = /http:[^']*/.exec(request) ?? []
  const send = async (items: JsonValue, headers = {}) => {
    const answer = await fetch(url.replace('http://localhost:4100', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(items),
    })
    return { status: answer.status, cookies: answer.headers.getSetCookie(), body: await answer.json() }
  }

  const { stdout } = await run('sh', ['-c', request.replace('http://localhost:4100', address)])
  expect(JSON.parse(stdout)).toEqual(JSON.parse(reply))
  expect(await send([{ goalId: 'Register' }], { 'user-agent': 'OfficeMonitor/1' })).toMatchObject({
    status: 200,
    cookies: [],
  })

  expect(await send([{ leave: true }])).toMatchObject({ status: 200 })
  expect(await send([{ goalId: 'Register' }])).toMatchObject({ status: 200 })
  await eventually('the log tells of all', () => {
    const log = server.output()
    return ['"hook":"broken"', '"hook":"tell-the-crm"', '"goals":1'].every((part) => log.includes(part))
  })
  const log = server.output()
  expect(log.match(/"plugin":"leaver".*A plug-in left a failure behind/g)).toHaveLength(2)
  expect(log).not.toContain('secret')
  expect(await send([{ goalId: 'Register' }])).toMatchObject({ status: 200 })
  server.child.kill('SIGTERM')
  expect(await server.ended).toEqual({ status: 0, signal: null })
}, 60_000)

test.each([
  [
    'a plug-in',
    { WAYMARK_PLUGINS: './no-such-plug-in.ts' },
    /^WAYMARK_PLUGINS: the plug-in \.\/no-such-plug-in\.ts cannot be used: There is no file .*no-such-plug-in\.ts/,
  ],
  ['a database of places', { WAYMARK_GEOIP: 'package.json' }, /^WAYMARK_GEOIP: .* is no MaxMind database/],
])(
  '%s that cannot be used ends the start with status 2 and one line, before there is a database',
  async (_what, env, line) => {
    const folder = join(await makePrivateFolder(), 'data')
    const server = runWaymark(['start'], { WAYMARK_DATA: folder, ...env })
    expect(await server.ended).toEqual({ status: 2, signal: null })
    expect(server.output()).toMatch(line)
    expect(server.output().trim()).not.toContain('\n')
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  },
)
