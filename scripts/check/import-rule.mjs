import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** From the top down: a layer imports from those below it. ARCHITECTURE.md says why. */
const layers = [
  /^main\.ts$/,
  /^commands\//,
  /^(compose|extensions|plugin-harness)\.ts$/,
  /^app\.ts$/,
  /^(tracking-apis|features)\/(?!shared\/)/,
  /^features\/shared\//,
  /^pipeline\//,
  /^engine\//,
  /^catalogue\//,
  /^platform\//,
  /^domain\//,
]

/** Folders that could be deleted one by one: no two of them know each other. */
const independent = /^(tracking-apis|features)\/(?!shared\/)[^/]+\//

/** Pages know what stands around them by its root alone. */
const adminRoot = 'app/root-route.ts'

/**
 * The same for the admin: app → features → shared.
 *
 * @param {string} root
 */
export function findForbiddenAdminImports(root) {
  const source = join(root, 'admin/src')
  return globSync('**/*.{ts,tsx}', { cwd: source })
    .filter((file) => !file.includes('.test.'))
    .sort()
    .flatMap((file) =>
      importedFiles(file, readFileSync(join(source, file), 'utf8')).flatMap((imported) => {
        const complaint = judgeAdminImport(file, imported)
        return complaint === null ? [] : [`admin/src/${file} imports ${imported}: ${complaint}`]
      }),
    )
}

/**
 * Why `file` may not import `imported`, both below admin/src, or null when it may.
 *
 * @param {string} file
 * @param {string} imported
 */
export function judgeAdminImport(file, imported) {
  if (imported.startsWith('..'))
    return /^\.\.\/\.\.\/server\/src\//.test(imported) ? null : 'it is no part of the admin'
  const [from = '', feature] = file.split('/')
  const [to = '', other] = imported.split('/')
  if (from === 'main.tsx' || from === 'app' || to === 'shared' || imported === adminRoot) return null
  if (from === 'features' && to === 'features')
    return feature === other ? null : 'two features may not know each other'
  return 'imports go from app to features to shared'
}

/**
 * Complaints such as "server/src/engine/batch.ts imports features/…: imports point down, this one points up".
 *
 * @param {string} root
 */
export function findForbiddenImports(root) {
  const source = join(root, 'server/src')
  return globSync('**/*.ts', { cwd: source })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) =>
      importedFiles(file, readFileSync(join(source, file), 'utf8')).flatMap((imported) => {
        const complaint = judgeImport(file, imported)
        return complaint === null ? [] : [`server/src/${file} imports ${imported}: ${complaint}`]
      }),
    )
}

/**
 * Why `file` may not import `imported`, both below server/src, or null when it may.
 *
 * @param {string} file
 * @param {string} imported
 */
export function judgeImport(file, imported) {
  if (imported.startsWith('..')) return imported === '../package.json' ? null : 'it is not part of server/src'
  const from = layerOf(file)
  const to = layerOf(imported)
  if (to === -1) return null
  if (from === -1 || to < from) return 'imports point down, this one points up'
  const own = independent.exec(file)?.[0]
  const other = independent.exec(imported)?.[0]
  if (other !== undefined && own !== undefined && own !== other)
    return 'two features or tracking APIs may not know each other'
  return null
}

/**
 * The files, relative to server/src, that a source names after `from` or in `import(…)`, types included.
 *
 * @param {string} file
 * @param {string} text
 */
export function importedFiles(file, text) {
  const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)'(\.[^']+)'/g)
  return [...specifiers].map(([, specifier = '']) => relative('.', join(dirname(file), specifier)))
}

/** @param {string} file */
function layerOf(file) {
  return layers.findIndex((layer) => layer.test(file))
}
