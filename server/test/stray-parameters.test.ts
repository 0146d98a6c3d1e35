import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from './support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

function ask(url: string) {
  return waymark.app.inject({ url, headers: { authorization: 'Bearer admin-token' } })
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

test('No address of the management API takes a parameter that it does not know', async () => {
  const { paths } = (await ask('/api/openapi.json')).json() as Described
  const readable = Object.keys(paths).filter(
    (path) => path.startsWith('/api/v1/') && paths[path]?.get !== undefined,
  )
  expect(readable.length).toBeGreaterThan(30)
  const taken: string[] = []
  for (const path of readable) {
    const url = path.replaceAll(/\{\w+\}/g, () => randomUUID())
    const { code } = (await ask(`${url}?nothing=1`)).json()
    if (code !== 'invalid_parameter') taken.push(`${path}: ${code}`)
  }
  expect(taken).toEqual([])
})
