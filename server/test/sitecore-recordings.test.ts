import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonValue } from '../src/domain/json.ts'
import { installSitecore, type SitecoreInstallation } from './support/sitecore-installation.ts'

// recordings/sitecore/README.md says what a recording is.

interface Recording {
  readonly source: string
  readonly exchanges: readonly {
    readonly request: {
      readonly method: 'GET' | 'POST'
      readonly url: string
      readonly headers: Record<string, string>
      readonly body?: JsonValue
    }
    readonly reply: {
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: JsonValue
    }
  }[]
}

const folder = new URL('./recordings/sitecore/', import.meta.url)
const recordings = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, recording: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording }))

let waymark: SitecoreInstallation
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())

test.each(recordings)('$file: Waymark answers as recorded', async ({ recording }) => {
  const known = new Map<string, string>()
  for (const { request, reply } of recording.exchanges) {
    const { body, ...sent } = fill(request, known)
    const answered = await waymark.app.inject({
      ...sent,
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
    expect([answered.statusCode, answered.body]).toEqual([reply.status, expect.any(String)])
    for (const [name, template] of Object.entries(reply.headers)) {
      expectLike(String(answered.headers[name]), template, known)
    }
    expectLike(answered.json(), reply.body, known)
  }
})

function fill<Value>(value: Value, known: ReadonlyMap<string, string>): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(/\{\{\w+\}\}/g, (name) => known.get(name) ?? name))
}

function expectLike(answered: JsonValue, recorded: JsonValue, known: Map<string, string>): void {
  if (typeof recorded === 'string') expectText(String(answered), recorded, known)
  else if (typeof recorded === 'object' && recorded !== null) {
    const members = Object.entries(recorded)
    expect(Object.keys(answered ?? {})).toEqual(members.map(([name]) => name))
    for (const [name, value] of members) {
      expectLike((answered as Record<string, JsonValue>)[name] ?? null, value, known)
    }
  } else expect(answered).toBe(recorded)
}

function expectText(answered: string, recorded: string, known: Map<string, string>): void {
  const template = RegExp.escape(fill(recorded, known))
    .replace(RegExp.escape('{{visitor}}'), '(?<visitor>[0-9a-f]{32})')
    .replace(RegExp.escape('{{text}}'), '.+')
  expect(answered).toMatch(new RegExp(`^${template}$`))
  const visitor = new RegExp(template).exec(answered)?.groups?.visitor
  if (visitor === undefined) return
  known.set('{{visitor}}', visitor)
  known.set('{{visitorUuid}}', visitor.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
}
