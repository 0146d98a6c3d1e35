import { statfs } from 'node:fs/promises'

/** Of the disk that holds a folder. Bytes. */
export interface DiskSpace {
  readonly free: number
  readonly all: number
}

/** Null where the system does not say. */
export async function readDiskSpace(folder: string): Promise<DiskSpace | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, all: blocks * bsize }
  } catch {
    return null
  }
}
