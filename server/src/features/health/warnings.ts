import type { EngineHealth } from '../../engine/contract.ts'
import { isNearlyFull, readDiskSpace } from '../../platform/disk-space.ts'

/** From what share of its limit on the queue is nearly full. */
const QUEUE_NEARLY_FULL = 0.8

/** What does not keep the server from serving yet, by name; a person should look at it. */
export async function findWarnings({
  engine,
  dataFolder,
}: {
  readonly engine: EngineHealth
  /** Of the embedded database; null where the database is elsewhere. */
  readonly dataFolder: string | null
}): Promise<Readonly<Record<string, string>>> {
  const warnings: Record<string, string> = {}
  const { queue, queueLimits } = engine
  const share = Math.max(queue.commands / queueLimits.commands, queue.drafts / queueLimits.drafts)
  if (share >= QUEUE_NEARLY_FULL) {
    warnings.queue = `${Math.round(share * 100)} % of what may wait to be stored is waiting: at 100 % requests get 503.`
  }
  const disk = dataFolder === null ? null : await readDiskSpace(dataFolder)
  if (disk !== null && isNearlyFull(disk)) {
    warnings.disk = `The disk of the database has ${Math.floor(disk.free / 2 ** 20)} MiB left: storing stops when it is full.`
  }
  return warnings
}
