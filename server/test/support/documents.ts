import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './waymark-process.ts'

const notOurs = /^(?:node_modules|data|\.(?!ci$|gitignore$).*)$/

/** Every file and folder of the repository by its path from the root; folders end with a slash. */
export const repositoryPaths: readonly string[] = listFolder('')

function listFolder(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.test(entry.name))
    .flatMap((entry) => {
      const path = `${folder}${entry.name}`
      return entry.isDirectory() ? [`${path}/`, ...listFolder(`${path}/`)] : [path]
    })
}

export function readDocument(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8')
}

const fence = /^```(\w*)\n(.*?)^```$/gms

/** The code blocks of a language below a heading of a document, in order. */
export function readCodeBlocks(markdown: string, heading: string, language: string): string[] {
  const [, section = ''] = markdown.split(`\n${heading}\n`)
  const [text = ''] = section.split(/^## /m)
  return [...text.matchAll(fence)].filter(([, name]) => name === language).map(([, , block = '']) => block)
}

/** What stands in backticks, outside of code blocks. */
export function readCodeSpans(markdown: string): string[] {
  return [...markdown.replace(fence, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
}

/** Targets of links, outside of code blocks. */
export function readLinks(markdown: string): string[] {
  return [...markdown.replace(fence, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

export function readHeadings(markdown: string): string[] {
  return [...markdown.replace(fence, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
}

/** The rows of all tables, each as the text of its cells. */
export function readRows(markdown: string): string[][] {
  return [...markdown.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '))
}

/** The lines of a source; those of a comment joined to one. */
export function readPassages(source: string): string[] {
  const passages: string[] = []
  let last: string | undefined
  for (const line of source.split('\n')) {
    const [, mark, text] = /^\s*(\/\/|--|\/\*\*|\*(?![\w*]))(.*)$/.exec(line) ?? []
    const isContinued = mark !== undefined && (mark === last || (mark === '*' && last === '/**'))
    if (isContinued) passages.push(`${passages.pop()}${text}`)
    else passages.push(line)
    last = isContinued ? last : mark
  }
  return passages
}
