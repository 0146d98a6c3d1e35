import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Far from the project: no package.json, no node_modules. */
let folder: string
/** What loading each file of the folder comes to. */
let outcomes: Readonly<Record<string, string>>

const api =
  "import { defineHook, defineProcessor, defineDefinitionProcessor, next, Type } from '@waymark/server/pipeline'\n"
const processor = (name: string, more = '') =>
  `defineProcessor({ name: '${name}', api: 'sitecore', ${more} process: () => next() })`

const files: Readonly<Record<string, string>> = {
  'typescript.ts': `${api}const schema = Type.Object({ a: Type.String() })
    export default [defineProcessor({ name: 'a', api: 'sitecore', after: 'goal', schema, process({ a }: { a: string }) { return next() } })]`,
  'javascript.mjs': `${api}export default [${processor('a')}, defineHook({ name: 'h', afterCommit() {} }),
    defineDefinitionProcessor({ name: 'd', api: 'xperience', kind: 'goal', idField: 'goalId' })]`,
  'later.mjs':
    "const { defineProcessor, next } = await import('@waymark/server/pipeline')\nexport default [" +
    `${processor('a')}]`,
  'harness.mjs':
    "import { createTestPipeline } from '@waymark/server/pipeline/testing'\n" +
    `${api}
    const plugins = [${processor('a')}]
    await createTestPipeline({ plugins }).run('sitecore', { foo: 1 })
    export default plugins`,
  'throws.mjs': "throw new Error('No licence.\\nBuy one.')",
  'syntax.mjs': 'export default [',
  'typescript-syntax.ts': 'export default [\n  const a: number = 1\n]',
  'enum.ts': 'enum A { B }\nexport default []',
  'name.mjs': "import { nope } from '@waymark/server/pipeline'\nexport default []",
  'nothing.mjs': 'export const processors = []',
  'object.mjs': 'export default {}',
  'stranger.mjs': `${api}export default [${processor('a')}, { name: 'b', process() {} }]`,
  'undefined.mjs': 'export default [undefined]',
  'missing-import.mjs': "import 'no-such-package'",
  'definition.mjs': `${api}export default [defineProcessor({ name: 'a', api: 'sitecore' })]`,
  'twice.mjs': `${api}export default [${processor('a')}, ${processor('a')}]`,
  'hooks-twice.mjs': `${api}const hook = defineHook({ name: 'h', afterCommit() {} })\nexport default [hook, hook]`,
  'built-in.mjs': `${api}export default [${processor('goal')}]`,
  'unknown.mjs': `${api}export default [${processor('a', "before: 'gaol',")}]`,
  'other-api.mjs': `${api}export default [${processor('a', "before: 'click',")}]`,
  'cycle.mjs': `${api}export default [${processor('a', "before: 'b',")}, ${processor('b', "before: 'a',")}]`,
}

/** In a process of its own, since only there nothing but Node resolves what plug-ins import. */
const script = `
import { loadPlugins } from ${JSON.stringify(new URL('load-plugins.ts', import.meta.url).href)}
import { sitecoreChain } from ${JSON.stringify(new URL('../tracking-apis/sitecore/chain.ts', import.meta.url).href)}
import { xperienceChain } from ${JSON.stringify(new URL('../tracking-apis/xperience/chain.ts', import.meta.url).href)}
const outcomes = {}
for (const source of process.argv.slice(1)) {
  try {
    const { chains, hooks } = await loadPlugins(source, { sitecore: sitecoreChain, xperience: xperienceChain })
    const names = [chains.sitecore, chains.xperience, hooks].map((members) => members.map(({ name }) => name).join(' '))
    outcomes[source] = names.join(' | ')
  } catch (error) {
    outcomes[source] = error.name + ' ' + error.exitStatus + ': ' + error.message
  }
}
console.log(JSON.stringify(outcomes))
process.exit()
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-plugins-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const sources = [
    ...Object.keys(files).map((name) => join(folder, name)),
    './no-such-file.ts',
    'no-such-package',
    'examples/plugins/index.ts',
  ]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, ...sources],
    // A relative path counts from the project's root, wherever the process runs.
    { cwd: folder },
  )
  outcomes = JSON.parse(stdout)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const builtIn = {
  sitecore: 'outcome goal campaign event pageView',
  xperience: 'pagevisit click datainput custom',
}

describe('a plug-in is loaded', () => {
  test.each([
    [
      'in TypeScript, from a folder without node_modules',
      'typescript.ts',
      `outcome goal a campaign event pageView | ${builtIn.xperience} | `,
    ],
    [
      'in JavaScript, with members of all sorts',
      'javascript.mjs',
      `a ${builtIn.sitecore} | d ${builtIn.xperience} | h`,
    ],
    [
      'that imports the pipeline while it runs',
      'later.mjs',
      `a ${builtIn.sitecore} | ${builtIn.xperience} | `,
    ],
    ['that imports the test pipeline', 'harness.mjs', `a ${builtIn.sitecore} | ${builtIn.xperience} | `],
  ])('%s', (_title, file, chains) => {
    expect(outcomes[join(folder, file)]).toBe(chains)
  })

  test('by a path from the root of the project', () => {
    expect(outcomes['examples/plugins/index.ts']).toBe(
      `identify commerce ${builtIn.sitecore} | ${builtIn.xperience} | `,
    )
  })
})

describe('a plug-in that cannot be used stops the start with one line that names it and the reason', () => {
  test.each([
    ['throws.mjs', /^No licence\. Buy one\. \(.*throws\.mjs:1\)$/],
    ['typescript-syntax.ts', /^Expression expected \(.*typescript-syntax\.ts:2\)$/],
    ['enum.ts', /^TypeScript enum is not supported .* \(.*enum\.ts:1\)$/],
    ['name.mjs', /does not provide an export named 'nope' \(.*name\.mjs:1\)$/],
    ['syntax.mjs', /Unexpected end of input/],
    ['nothing.mjs', 'It has no default export that is a list.'],
    ['object.mjs', 'It has no default export that is a list.'],
    ['stranger.mjs', 'Member 2 of its list is made by neither defineProcessor nor defineHook.'],
    ['undefined.mjs', 'Member 1 of its list is made by neither defineProcessor nor defineHook.'],
    ['missing-import.mjs', /Cannot find package 'no-such-package'/],
    ['definition.mjs', /^The processor 'a' needs a function "process"\. \(.*definition\.mjs:2\)$/],
    ['twice.mjs', "The sitecore processor 'a' is there twice."],
    ['hooks-twice.mjs', "The hook 'h' is there twice."],
    ['built-in.mjs', "The sitecore processor 'goal' has the name of a built-in processor."],
    [
      'unknown.mjs',
      /^The sitecore processor 'a' wants to stand before 'gaol', which is not there; there are outcome, /,
    ],
    ['other-api.mjs', /^The sitecore processor 'a' wants to stand before 'click', which is not there/],
    ['cycle.mjs', "The sitecore processor 'b' cannot be placed: 'b' before 'a' before 'b'."],
  ])('%s', (file, reason) => {
    const source = join(folder, file)
    const start = `OperatorError 2: WAYMARK_PLUGINS: the plug-in ${source} cannot be used: `
    const line = outcomes[source] ?? ''
    expect(line.startsWith(start), line).toBe(true)
    expect(line).not.toContain('\n')
    expect(line.slice(start.length)).toEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    )
  })

  test('a file that is not there, and a package that is not installed', () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    expect(outcomes['./no-such-file.ts']).toContain(
      `There is no file ${root}no-such-file.ts, and no npm package of this name.`,
    )
    expect(outcomes['no-such-package']).toMatch(
      /There is no file .*no-such-package, and no npm package of this name/,
    )
  })
})
