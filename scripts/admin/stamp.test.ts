import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintAdmin, isBuilt } from './stamp.mjs'

const project = fileURLToPath(new URL('../..', import.meta.url))
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waymark-stamp-'))
  for (const path of [
    'package-lock.json',
    'admin/index.html',
    'admin/vite.config.ts',
    'scripts/admin/build.mjs',
  ])
    cpSync(join(project, path), join(root, path), { recursive: true })
  for (const folder of ['admin/src/app', 'admin/public', 'admin/dist'])
    mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'admin/src/app/page.tsx'), 'export const page = 1\n')
})
afterEach(() => rmSync(root, { recursive: true }))

function build(): void {
  writeFileSync(join(root, 'admin/dist/.stamp'), fingerprintAdmin(root))
}

test('What nobody has built is to be built', () => {
  expect(isBuilt(root)).toBe(false)
  rmSync(join(root, 'admin/dist'), { recursive: true })
  expect(isBuilt(root)).toBe(false)
})

test('What was built is not built again, until a source, a library or the way of building changes', () => {
  for (const path of [
    'admin/src/app/page.tsx',
    'admin/index.html',
    'package-lock.json',
    'scripts/admin/build.mjs',
  ]) {
    build()
    expect(isBuilt(root)).toBe(true)
    writeFileSync(join(root, path), 'changed')
    expect(isBuilt(root)).toBe(false)
  }
})

test('A source that comes or goes is a change', () => {
  build()
  writeFileSync(join(root, 'admin/src/app/other.tsx'), '')
  expect(isBuilt(root)).toBe(false)
  build()
  rmSync(join(root, 'admin/src/app/other.tsx'))
  expect(isBuilt(root)).toBe(false)
})
