import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('./print-scalar-script.ts', import.meta.url))
const largestScriptBytes = 32 * 1024 * 1024

/**
 * Loads the script of the API reference (gzip) out of its package, which hands it out only through a route of its own.
 * In a process of its own: the package would take 80 MB of memory for good here (measured; 40 MB from a worker
 * thread, 2 MB this way), for a page that few ever open. Takes half a second.
 */
export async function loadScalarScript(): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    encoding: 'buffer',
    maxBuffer: largestScriptBytes,
  })
  return stdout
}
