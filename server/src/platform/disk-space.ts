import { statfs } from 'node:fs/promises'

/** Of the disk that holds a folder. Bytes. */
export interface DiskSpace {
  readonly free: number
  readonly all: number
}

/** With less room than this share of it, and than these bytes, a disk is nearly full: PostgreSQL stops on a full one. */
const LOW_SHARE = 0.1
const LOW_BYTES = 5 * 2 ** 30

export function isNearlyFull({ free, all }: DiskSpace): boolean {
  return free < all * LOW_SHARE && free < LOW_BYTES
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
