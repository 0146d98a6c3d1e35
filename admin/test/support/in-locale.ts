import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a module writes in a browser of another language, as JSON: formatters are made once, in that of the process. */
export async function inLocale(locale: string, module: URL, expression: string): Promise<unknown> {
  const program = `const m = await import(${JSON.stringify(module.href)}); console.log(JSON.stringify(${expression}))`
  const env = { ...process.env, LC_ALL: locale, TZ: 'Europe/Berlin' }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env,
  })
  return JSON.parse(stdout)
}
