import { fileURLToPath } from 'node:url'

const ownCode = new URL('..', import.meta.url).href
/** Node puts it before the error where a file cannot be read as what it is. */
const HEADLINE = /^(\/.+|file:\/\/.+):(\d+)$/
const FRAME = /^ {4}at (?!async ).*?(file:\/\/\/.+?):(\d+):\d+\)?$/

/** The file and line of a module at which loading it failed, `/a/b.ts:12`; null where Node does not tell. */
export function findPlace(error: unknown): string | null {
  if (!(error instanceof Error) || error.stack === undefined) return null
  const lines = error.stack.split('\n')
  const [, file, line] = HEADLINE.exec(lines[0] ?? '') ?? []
  if (file !== undefined) return `${file.startsWith('/') ? file : fileURLToPath(file)}:${line}`
  for (const text of lines) {
    const [, url, line] = FRAME.exec(text) ?? []
    if (url !== undefined && !url.startsWith(ownCode)) return `${fileURLToPath(url)}:${line}`
  }
  return null
}
