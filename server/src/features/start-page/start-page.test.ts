import { createHash } from 'node:crypto'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import { registerStartPage } from './start-page.routes.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

async function read(headers: Record<string, string> = {}, publicUrl: string | null = null) {
  const app = fastify()
  registerStartPage(app, {
    catalogue: waymark.catalogue,
    version: '1.2.3',
    sitecorePath: '/track',
    publicUrl,
  })
  const reply = await app.inject({ url: '/', headers })
  await app.close()
  return reply
}

describe('The start page', () => {
  test('says what runs, where, and how to begin', async () => {
    const { body, headers } = await read({ host: 'localhost:4100' })
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    for (const text of [
      '1.2.3',
      '/track/event',
      '/Kentico.Tracking/',
      'http://localhost:4100/api/v1/activities',
      'SITECORE_KEY',
      'href="/api/docs"',
      'href="/health/ready"',
    ]) {
      expect(body).toContain(text)
    }
  })

  test('says which tracking API is switched off', async () => {
    expect((await read()).body).not.toContain('switched off')
    await waymark.provision({ settings: { 'headless.trackingEnabled': false } })
    expect((await read()).body).toMatch(/Xperience tracking <[^>]+>switched off/)
    await waymark.provision({ settings: { 'headless.trackingEnabled': true } })
  })

  test('repeats no host that is none', async () => {
    const { body } = await read({ host: '"><script>alert(1)</script>' })
    expect(body).not.toContain('alert(1)')
  })

  test('shows the public address when there is one', async () => {
    expect((await read({}, 'https://track.example.com')).body).toContain(
      'https://track.example.com/api/v1/activities',
    )
  })

  test('allows exactly the style and the script that it holds, and nothing from elsewhere', async () => {
    const { body, headers } = await read()
    const policy = String(headers['content-security-policy'])
    for (const [, inside] of body.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g)) {
      expect(policy).toContain(
        `'sha256-${createHash('sha256')
          .update(inside ?? '')
          .digest('base64')}'`,
      )
    }
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(body).not.toMatch(/\ssrc=|\sstyle=|\son\w+=|href="http/)
  })
})
