import { validate } from '@scalar/openapi-parser'
import Schema from 'typebox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf, listJson } from '../../../test/support/described-examples.ts'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

async function readDocument() {
  return (await waymark.app.inject('/api/openapi.json')).json()
}

interface Operation {
  readonly security: unknown
  readonly summary: string
}

describe('The OpenAPI document', () => {
  test('is valid OpenAPI 3.1 and open to everybody', async () => {
    const document = await readDocument()
    expect(document.openapi).toBe('3.1.1')
    expect((await validate(document)).errors ?? []).toEqual([])
  })

  test('names every path of the management API, each with a token, and none of its refusals of methods', async () => {
    const { paths } = await readDocument()
    const managed = Object.keys(paths).filter((path) => path.startsWith('/api/'))
    expect(managed).toEqual(
      expect.arrayContaining([
        '/api/v1/activities',
        '/api/v1/contacts/{id}',
        '/api/v1/channels/{id}',
        '/api/v1/setup/test-event',
        '/api/v1/demo',
      ]),
    )
    for (const path of managed) {
      for (const [method, operation] of Object.entries<Operation>(paths[path])) {
        expect(['get', 'post', 'put', 'patch', 'delete'], path).toContain(method)
        expect(operation.security, path).toEqual([{ managementToken: [] }])
        expect(operation.summary, path).toBeTruthy()
      }
    }
  })

  test('gives every operation an id of its own', async () => {
    const { paths } = await readDocument()
    const ids = Object.values<object>(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('describes each resource once, by name', async () => {
    const { components } = await readDocument()
    const names = Object.keys(components.schemas)
    expect(names).toEqual(expect.arrayContaining(['Activity', 'Problem', 'TimelineVisit', 'Visit']))
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([])
  })

  test('says where a client may be told to wait', async () => {
    const { paths } = await readDocument()
    const waits = (path: string, method: string) => paths[path][method].responses[429]?.description
    expect(waits('/api/v1/session', 'post')).toMatch('too_many_failures')
    expect(waits('/api/v1/contacts', 'get')).toMatch('too_many_failures')
    expect(waits('/api/v1/contacts/export', 'get')).toMatch('too_many_exports')
    expect(waits('/api/v1/live/stream', 'get')).toMatch('too_many_streams')
    expect(waits('/api/v1/session', 'delete')).toBeUndefined()
  })

  test('has an example of every JSON body and reply, as its own schema has it', async () => {
    const document = await readDocument()
    const wrong: string[] = []
    for (const { name, media } of listJson(document)) {
      const { example, missing } = exampleOf(media, document)
      wrong.push(...missing.map((member) => `${name}${member} has no example`))
      const schema = { ...media.schema, components: document.components }
      if (missing.length === 0 && !Schema.Check(schema, example))
        wrong.push(`${name}: ${JSON.stringify(Schema.Errors(schema, example)[1])}`)
    }
    expect(wrong).toEqual([])
  })

  test('describes the tracking APIs too, the Sitecore one where it is served', async () => {
    const { paths } = await readDocument()
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/sitecore/api/jss/track/event', '/Kentico.Tracking/activities']),
    )
  })
})

describe('The API reference', () => {
  test('is a page that loads nothing from elsewhere', async () => {
    const reply = await waymark.app.inject('/api/docs')
    expect(reply.statusCode).toBe(200)
    expect(reply.body).not.toMatch(/(?:src|href)="(?!\/api\/|\/"|data:)/)
    const policy = String(reply.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/)
  })

  test('brings its script along, compressed for those who can read that', async () => {
    const plain = await waymark.app.inject('/api/docs/scalar.js')
    expect(plain.headers['content-type']).toMatch('text/javascript')
    expect(plain.body).toContain('createApiReference')
    const gzipped = await waymark.app.inject({
      url: '/api/docs/scalar.js',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(gzipped.headers['content-encoding']).toBe('gzip')
    expect(gzipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
  })
})
