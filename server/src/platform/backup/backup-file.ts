import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { errorCode } from '../database/file-errors.ts'
import { OperatorError } from '../operator-error.ts'
import { type BackupHeader, DamagedBackupError } from './backup-format.ts'
import { readBackup } from './read-backup.ts'

/** Bytes: fewer, larger pieces to hand on than zlib's own 16 KiB. */
const chunkSize = 256 * 1024

/**
 * Writes a backup to a file that only its owner may read. It grows beside its place and is moved there when it is
 * complete and on disk; a failure leaves nothing. A file that is there stays, unless `force` says otherwise.
 */
export async function writeBackupFile(
  path: string,
  content: AsyncIterable<Buffer>,
  { force, signal }: { force: boolean; signal: AbortSignal },
): Promise<{ bytes: number }> {
  if (!force) await refuseExisting(path)
  const unfinished = `${path}.part-${process.pid}`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 }
    // Closes the file at its end, after it has been brought to disk.
    const target = createWriteStream(unfinished, { fd: file, flush: true })
    await pipeline(content, createZstdCompress({ chunkSize, params }), target, { signal })
    if (!force) await refuseExisting(path)
    const { size } = await stat(unfinished)
    await rename(unfinished, path)
    return { bytes: size }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw explainFailure(path, error)
  }
}

/** The content of a backup file, piece by piece; `onRead` hears which part of the file has been read. */
export async function* readBackupFile(
  path: string,
  onRead: (fraction: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const { size } = await stat(path).catch((error) => {
    throw explainFailure(path, error)
  })
  const file = createReadStream(path, { highWaterMark: chunkSize })
  const unpacked = createZstdDecompress({ chunkSize })
  // What fails is told by the stream that is read here.
  const done = pipeline(file, unpacked).catch(() => {})
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      onRead(size === 0 ? 1 : file.bytesRead / size)
      yield chunk
    }
  } catch (error) {
    throw explainFailure(path, error)
  } finally {
    file.destroy()
    unpacked.destroy()
    await done
  }
}

/** Reads a backup file to its end. Rejects with the reason, and the file's name, when it is none or not whole. */
export async function verifyBackupFile(
  path: string,
  onRead?: (fraction: number) => void,
): Promise<BackupHeader> {
  try {
    return await readBackup(readBackupFile(path, onRead), { takeRows: (_table, rows) => countRows(rows) })
  } catch (error) {
    if (!(error instanceof DamagedBackupError)) throw error
    throw new DamagedBackupError(`${path} cannot be restored. ${error.message}`, { cause: error })
  }
}

async function countRows(rows: AsyncIterable<Buffer>): Promise<number> {
  let count = 0
  for await (const chunk of rows) {
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) count++
  }
  return count
}

async function refuseExisting(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new OperatorError(`${path} is there already. Choose another name, or replace it with --force.`)
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full, and nothing was left there',
  EDQUOT: 'the disk quota is used up, and nothing was left there',
}

function explainFailure(path: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code !== null && /^Z_|^ZSTD_/.test(code)) {
    return code === 'Z_BUF_ERROR'
      ? new DamagedBackupError('It ends too early: a part of it is missing.', { cause: error })
      : code === 'ZSTD_error_prefix_unknown'
        ? new DamagedBackupError('It is no backup of Waymark.', { cause: error })
        : new DamagedBackupError('It was altered or damaged: it is not what was written.', { cause: error })
  }
  const reason = reasons[code ?? '']
  return reason === undefined ? error : new OperatorError(`${path}: ${reason}.`, { cause: error })
}
