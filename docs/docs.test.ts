import { dirname, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../server/src/catalogue/settings.ts'
import { problemStatuses } from '../server/src/features/shared/problem.ts'
import {
  readCodeSpans,
  readDocument,
  readHeadings,
  readLinks,
  readPassages,
  readRows,
  repositoryPaths,
} from '../server/test/support/documents.ts'

const documents = repositoryPaths.filter((path) => path.endsWith('.md'))
const specifications = documents.filter((path) => path.startsWith('docs/spec/'))
const sources = repositoryPaths.filter((path) => /\.(?:ts|mjs|sql|sh)$/.test(path))
const topFolders = repositoryPaths.filter((path) => /^[^/]+\/$/.test(path))

describe('a document', () => {
  const texts = documents.map((document) => ({ document, text: readDocument(document) }))

  test('names only files and folders that exist', () => {
    const named = texts.flatMap(({ document, text }) =>
      readCodeSpans(text)
        .filter(looksLikePath)
        .map((path) => ({ document, path })),
    )
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(({ path }) => !exists(path))).toEqual([])
  })

  test('links only to documents and headings that exist', () => {
    const links = texts.flatMap(({ document, text }) => readLinks(text).map((link) => ({ document, link })))
    const own = links.filter(({ link }) => !/^https?:/.test(link))
    expect(own.length).toBeGreaterThan(10)
    expect(own.filter(({ document, link }) => !leadsSomewhere(document, link))).toEqual([])
  })

  test('tells to run only what package.json and the command line have', () => {
    const all = texts.map(({ text }) => text).join('\n')
    const scripts = [...all.matchAll(/`npm run ([a-z]+)|^npm (?!install )(?:run )?([a-z]+)/gm)]
    const commands = [...all.matchAll(/npm run waymark -- ([a-z]+)/g)]
    const known = Object.keys(JSON.parse(readDocument('package.json')).scripts)
    for (const [, inText, inBlock] of scripts) expect(known).toContain(inText ?? inBlock)
    for (const [, name] of commands) expect(repositoryPaths).toContain(`server/src/commands/${name}.ts`)
    expect(commands.length).toBeGreaterThan(0)
  })
})

/** Begins with a folder of the root, has the ending of a source, or a slash at its end. `./…` and `/…` are no such paths. */
function looksLikePath(span: string): boolean {
  if (!/^(?!\.\/)[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(span)) return false
  return topFolders.some((folder) => span.startsWith(folder)) || /\.(?:ts|mjs|md|sql|sh)$|\/$/.test(span)
}

/** A path from the root, or the end of one: `platform/config.ts`, `.routes.ts`. */
function exists(path: string): boolean {
  if (topFolders.some((folder) => path.startsWith(folder))) {
    return repositoryPaths.includes(path) || repositoryPaths.includes(`${path}/`)
  }
  const end = path.startsWith('.') ? path : `/${path}`
  return repositoryPaths.some((candidate) => `/${candidate}`.endsWith(end))
}

function leadsSomewhere(document: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? document : normalize(`${dirname(document)}/${file}`)
  if (!repositoryPaths.includes(target)) return false
  return anchor === undefined || readHeadings(readDocument(target)).map(toAnchor).includes(anchor)
}

/** As GitHub makes it. */
function toAnchor(heading: string): string {
  const letters = heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '')
  return letters.replaceAll(' ', '-')
}

describe('a section', () => {
  const passages = sources.flatMap((file) =>
    readPassages(readDocument(file)).map((passage) => ({ file, passage })),
  )

  test('that a source names is in the document that it names', () => {
    const reference = /docs\/spec\/(\w+)\.md (§[\d.]*\d(?:(?:, | and )§[\d.]*\d)*)(?:, "([^"]+)")?/g
    const broken = passages.flatMap(({ file, passage }) =>
      [...passage.matchAll(reference)]
        .filter(([, name, sections, part]) => !hasSections(`docs/spec/${name}.md`, sections, part))
        .map(([text]) => `${file}: ${text}`),
    )
    expect(broken).toEqual([])
  })

  test('that a specification names is in it, or in the one that it has just linked to', () => {
    for (const document of specifications) {
      const references = readDocument(document).matchAll(/(?:\((\w+\.md)\)\s)?(§[\d.]*\d)/g)
      for (const [, other, section] of references) {
        const target = other === undefined ? document : `docs/spec/${other}`
        expect(hasSections(target, section), `${document}: ${other ?? ''} ${section}`).toBe(true)
      }
    }
  })

  test('is named in a source together with its document, and no source names a document that is not here', () => {
    const self = 'docs/docs.test.ts'
    const others = passages.filter(({ file }) => file !== self && !file.endsWith('support/documents.ts'))
    const nameless = others.filter(({ passage }) => /§/.test(passage) && !/docs\/spec\/|RFC \d/.test(passage))
    expect(nameless).toEqual([])
    const comments = others.flatMap(({ file, passage }) =>
      (passage.match(/(?<!['\w])[A-Za-z][\w/-]*\.md\b/g) ?? []).map((path) => ({ file, path })),
    )
    expect(comments.filter(({ path }) => !exists(path))).toEqual([])
  })

  test.each(specifications)('of %s is where its last table says', (document) => {
    const [, table = ''] = readDocument(document).split('## Where a rule is implemented')
    const rows = readRows(table).slice(2)
    expect(rows.length).toBeGreaterThan(5)
    for (const [rule, files = ''] of rows) {
      expect(readCodeSpans(files).length, rule).toBeGreaterThan(0)
      expect(readCodeSpans(files).filter((path) => !exists(path))).toEqual([])
    }
  })
})

function hasSections(document: string, sections = '', part?: string): boolean {
  if (!documents.includes(document)) return false
  const text = readDocument(document)
  const numbers = readHeadings(text).map((heading) => heading.split(' ')[0])
  const areThere = (sections.match(/\d[\d.]*/g) ?? []).every((number) => numbers.includes(number))
  return areThere && (part === undefined || text.includes(`**${part}`))
}

describe('what people set', () => {
  const both = ['README.md', 'docs/spec/waymark.md']

  test.each(both)('%s names every variable that the server reads, and no other', (document) => {
    const read = [...readDocument('server/src/platform/config.ts').matchAll(/\bnames: \[('[^\]]+)\]/g)]
    const variables = read.flatMap(([, names = '']) => names.match(/\w+/g) ?? [])
    const spans = readCodeSpans(readDocument(document))
    expect(new Set(spans.filter((span) => /^(?:WAYMARK_\w+|DATABASE_URL|HOST|PORT)$/.test(span)))).toEqual(
      new Set(variables),
    )
  })

  test.each(both)('%s names every setting, and gives its default where it is in a table', (document) => {
    const text = readDocument(document)
    const names = Object.keys(defaultSettings)
    const groups = new Set(names.map((name) => name.split('.')[0]))
    const named = readCodeSpans(text).filter((span) => groups.has(/^(\w+)\.\w+$/.exec(span)?.[1]))
    expect(new Set(named)).toEqual(new Set(names))
    for (const [subjects = '', value = ''] of readRows(text)) {
      for (const name of readCodeSpans(subjects)) {
        if (!names.includes(name)) continue
        const expected = String(defaultSettings[name as keyof typeof defaultSettings]) || 'empty'
        expect(value.replaceAll('`', ''), name).toBe(expected)
      }
    }
  })
})

describe('a refusal', () => {
  const snakeCase = /'([a-z]+(?:_[a-z]+)+)'/g
  const codesOf = (files: string[]) =>
    files.flatMap((file) => [...readDocument(file).matchAll(snakeCase)].map(([, code]) => code))
  const json = ['server/src/platform/json/read-json.ts', 'server/src/platform/json/find-flaw.ts']
  const sitecore = sources.filter(
    (path) => path.startsWith('server/src/tracking-apis/sitecore/') && !path.endsWith('.test.ts'),
  )

  test.each([
    ['docs/spec/sitecore.md', codesOf([...sitecore, ...json])],
    ['docs/spec/xperience.md', codesOf(['server/src/tracking-apis/xperience/problems.ts', ...json])],
    ['docs/spec/waymark.md', Object.keys(problemStatuses)],
  ])('that clients can get has its code in %s', (document, codes) => {
    const spans = readCodeSpans(readDocument(document))
    expect(codes.filter((code) => !spans.includes(code ?? ''))).toEqual([])
  })

  test.each(specifications)('in %s has a code that the server knows', (document) => {
    const known = sources
      .filter((path) => path.startsWith('server/src/'))
      .map(readDocument)
      .join('\n')
    const codes = readCodeSpans(readDocument(document)).filter((span) => /^[a-z]+(?:_[a-z]+)+$/.test(span))
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  })
})

test('every word of the glossary is one that the code uses', () => {
  const rows = readRows(readDocument('docs/glossary.md'))
  const terms = rows.map(([term = '']) => term).filter((term) => !/^(?:-+|Waymark|word)$/.test(term))
  const inCode = sources
    .filter((path) => path.startsWith('server/src/'))
    .map((path) => `${path}\n${readDocument(path)}`)
    .join('\n')
    .replaceAll(/([a-z])([A-Z])|[_-]/g, '$1 $2')
    .toLowerCase()
  expect(terms.length).toBeGreaterThan(20)
  expect(terms.filter((term) => !inCode.includes(term.toLowerCase().replaceAll('-', ' ')))).toEqual([])
})
