import type { Stats } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../platform/database/file-errors.ts'
import { isNearlyFull, readDiskSpace } from '../../platform/disk-space.ts'
import { formatBytes } from '../format-bytes.ts'
import { type Finding, ok, orOk, problem, warning } from './finding.ts'

/** Bytes; with less nothing can begin. */
const leastBytes = 200 * 2 ** 20

const check = 'data folder'

/** The folder of the embedded database: whether it can be used, who else may look into it, and how much room is left. */
export async function checkDataFolder(dataFolder: string): Promise<Finding[]> {
  let stats: Stats
  try {
    stats = await stat(dataFolder)
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? checkMissing(dataFolder) : [notUsable(dataFolder)]
  }
  if (!stats.isDirectory())
    return [problem(check, `${dataFolder} is a file. Choose a folder with WAYMARK_DATA.`)]
  if (!(await mayUse(dataFolder))) return [notUsable(dataFolder)]
  const findings: Finding[] = []
  if ((stats.mode & 0o077) !== 0)
    findings.push(warning(check, `Others may look into ${dataFolder}, which holds secrets: chmod 700 it.`))
  return [...orOk(findings, check, `${dataFolder} can be used.`), ...(await checkSpace(dataFolder))]
}

async function checkMissing(dataFolder: string): Promise<Finding[]> {
  const parent = await findParent(dataFolder)
  return (await mayUse(parent))
    ? [ok(check, `${dataFolder} is not there yet; the first start makes it.`), ...(await checkSpace(parent))]
    : [problem(check, `${dataFolder} cannot be made: this user may not write to ${parent}.`)]
}

async function checkSpace(folder: string): Promise<Finding[]> {
  const space = await readDiskSpace(folder)
  if (space === null) return []
  const left = `${formatBytes(space.free)} of ${formatBytes(space.all)} are free.`
  if (space.free < leastBytes)
    return [problem('disk', `${left} Waymark stores nothing when it is full: make room.`)]
  return isNearlyFull(space)
    ? [warning('disk', `${left} Waymark stores nothing when it is full: make room soon.`)]
    : [ok('disk', left)]
}

function notUsable(dataFolder: string): Finding {
  return problem(
    check,
    `This user may not read and write ${dataFolder}. Run as its owner, or choose another one with WAYMARK_DATA.`,
  )
}

async function mayUse(folder: string): Promise<boolean> {
  return access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** The nearest folder above that is there. */
async function findParent(path: string): Promise<string> {
  const parent = dirname(path)
  const isThere = await stat(parent).then(
    () => true,
    () => false,
  )
  return isThere || parent === path ? parent : findParent(parent)
}
