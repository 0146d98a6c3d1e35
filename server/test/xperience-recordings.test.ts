import { readdirSync, readFileSync } from 'node:fs'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonValue } from '../src/domain/json.ts'
import { installXperience, keys, type XperienceInstallation } from './support/xperience-installation.ts'

// recordings/xperience/README.md says what a recording is.

interface Recording {
  readonly source: string
  readonly exchanges: readonly {
    readonly request: {
      method: 'GET' | 'POST'
      url: string
      headers: Record<string, string>
      body?: JsonValue
    }
    readonly reply: { status: number; headers?: Record<string, string>; body: JsonValue }
  }[]
}

const folder = new URL('./recordings/xperience/', import.meta.url)
const recordings = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, recording: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording }))

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())

test.each(recordings)('$file: Waymark answers as recorded', async ({ recording }) => {
  const values = new Map([['{{key}}', keys.a]])
  for (const { request, reply } of recording.exchanges) {
    const { body, ...sent } = fill(request, values)
    const answered = await waymark.app.inject({
      ...sent,
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
    expectReply(answered, reply, values)
  }
})

function fill<Value>(value: Value, values: ReadonlyMap<string, string>): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(/\{\{\w+\}\}/g, (name) => values.get(name) ?? name))
}

function expectReply(
  answered: LightMyRequestResponse,
  { status, headers = {}, body }: Recording['exchanges'][number]['reply'],
  values: Map<string, string>,
): void {
  expect([answered.statusCode, answered.body]).toEqual([status, expect.any(String)])
  for (const [name, value] of Object.entries(headers)) {
    expect(String(answered.headers[name]).split(';')[0]).toBe(value)
  }
  if (body === '') expect(answered.body).toBe('')
  else expectLike(answered.json(), body, values)
}

function expectLike(answered: JsonValue | undefined, recorded: JsonValue, values: Map<string, string>): void {
  if (recorded === '{{contact}}') {
    expect(answered).toMatch(GUID)
    values.set('{{contact}}', String(answered))
  } else if (recorded === '{{html}}') {
    expect(answered).toMatch(/^<p>.*<\/p>$/)
  } else if (typeof recorded === 'object' && recorded !== null) {
    if (Array.isArray(recorded)) expect(answered).toHaveLength(recorded.length)
    for (const [name, value] of Object.entries(recorded)) {
      expectLike((answered as Record<string, JsonValue>)[name], value, values)
    }
  } else expect(answered).toBe(recorded)
}
