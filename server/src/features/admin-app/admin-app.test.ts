import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerWithProblems } from '../shared/refusals.ts'
import { registerAdminApp } from './admin-app.routes.ts'

let folder: string
let app: FastifyInstance

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-admin-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<script nonce="WAYMARK_NONCE"></script><meta property="csp-nonce" nonce="WAYMARK_NONCE">',
  )
  writeFileSync(join(folder, 'waymark.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'plain')
  writeFileSync(join(folder, 'assets/app-1a2b.js.br'), 'small')
  app = fastify({ routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } })
  answerWithProblems(app)
  registerAdminApp(app, folder)
})
afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('The page of the admin', () => {
  test.each(['/admin', '/admin/', '/admin/contacts/1/overview', '/ADMIN/live?q=x'])(
    'is at %s',
    async (url) => {
      const reply = await app.inject({ url })
      expect(reply.statusCode).toBe(200)
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(reply.headers['cache-control']).toBe('no-store')
    },
  )

  test('has another nonce each time, and a policy that lets in nothing without it', async () => {
    const replies = await Promise.all([app.inject('/admin'), app.inject('/admin')])
    const nonces = replies.map(({ body }) => /nonce="([^"]+)"/.exec(body)?.[1] ?? '')
    expect(nonces[0]).not.toBe(nonces[1])
    for (const [i, { body, headers }] of replies.entries()) {
      expect(body.split(nonces[i] ?? '').length).toBe(3)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain(`script-src 'self' 'nonce-${nonces[i]}'`)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    }
  })

  test('that nobody has built says how to build it', async () => {
    rmSync(join(folder, 'index.html'))
    const reply = await app.inject('/admin')
    expect(reply.statusCode).toBe(503)
    expect(reply.body).toContain('npm start')
  })

  test('is only to be read', async () => {
    const reply = await app.inject({ method: 'POST', url: '/admin/contacts' })
    expect(reply.statusCode).toBe(405)
    expect(reply.headers.allow).toBe('GET, HEAD')
  })
})

describe('A file of the admin', () => {
  test('that browsers ask for by themselves is its mark', async () => {
    const reply = await app.inject('/favicon.ico')
    expect([reply.statusCode, reply.headers.location]).toEqual([302, '/admin/waymark.svg'])
    expect((await app.inject('/admin/waymark.svg')).headers['content-type']).toBe('image/svg+xml')
  })

  test('comes compressed to those who take that, and is kept for ever', async () => {
    const reply = await app.inject({
      url: '/admin/assets/app-1a2b.js',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(reply.body).toBe('small')
    expect(reply.headers['content-encoding']).toBe('br')
    expect(reply.headers['cache-control']).toContain('immutable')
    expect((await app.inject('/admin/assets/app-1a2b.js')).body).toBe('plain')
  })

  test.each(['/admin/assets/none.js', '/admin/assets/..%2findex.html', '/admin/assets/.stamp'])(
    'that is none (%s) is answered 404, not with the page',
    async (url) => {
      expect((await app.inject(url)).statusCode).toBe(404)
    },
  )
})
