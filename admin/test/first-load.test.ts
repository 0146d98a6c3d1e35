import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'
import { settle } from './support/screens.ts'

const assets = fileURLToPath(new URL('../dist/assets', import.meta.url))

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
})
afterAll(() => admin.close())

/** What a first visit of a page loads until it is at rest, in bytes as gzip sends them. */
async function weigh(path: string): Promise<{ js: number; css: number; elsewhere: string[] }> {
  const { page } = await admin.open('/nowhere')
  const files = new Set<string>()
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin !== admin.waymark.url) elsewhere.push(request.url())
    if (pathname.startsWith('/admin/assets/')) files.add(pathname.slice('/admin/assets/'.length))
  })
  await page.goto(`${admin.waymark.url}/admin${path}`)
  await settle(page)
  await page.waitForLoadState('networkidle')
  const sizeOf = (end: string) =>
    [...files]
      .filter((file) => file.endsWith(end))
      .reduce((sum, file) => sum + statSync(join(assets, `${file}.gz`)).size, 0)
  return { js: sizeOf('.js'), css: sizeOf('.css'), elsewhere }
}

test.each(['/contacts', '/activities', '/live', '/live/rejected'])(
  'The first load of %s takes less than 230 KB of JavaScript and 42 KB of CSS, gzipped, and nothing from elsewhere',
  async (path) => {
    const { js, css, elsewhere } = await weigh(path)
    expect(js).toBeLessThan(230_000)
    expect(css).toBeLessThan(42_000)
    expect(elsewhere).toEqual([])
  },
)
