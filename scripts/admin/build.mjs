// Bundles the admin into admin/dist, each file also compressed as browsers take it. Nobody sees a half-built one.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { fingerprintAdmin } from './stamp.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const admin = join(root, 'admin')
const dist = join(admin, 'dist')
const next = `${dist}.next`
const old = `${dist}.old`
const stamp = fingerprintAdmin(root)

for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true })
await build({ root: admin, logLevel: 'warn', build: { outDir: next } })
await Promise.all(listCompressible(join(next, 'assets')).map(compress))
writeFileSync(join(next, '.stamp'), stamp)
mkdirSync(dist, { recursive: true })
renameSync(dist, old)
renameSync(next, dist)
rmSync(old, { recursive: true })

/** @param {string} folder */
function listCompressible(folder) {
  return readdirSync(folder)
    .filter((file) => /\.(js|css|svg)$/.test(file))
    .map((file) => join(folder, file))
}

/** @param {string} file */
async function compress(file) {
  const content = readFileSync(file)
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, brotli))
  writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
}
