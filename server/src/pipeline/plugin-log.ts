import { describeDefect, type Logger } from '../platform/logger.ts'

const PAUSE_MS = 1_000

/** Tells the log of a plug-in's troubles, with its name and the id of the request: by place, never in its own words. */
type PluginLog = (request: { readonly id: string | null }, message: string, error?: unknown) => void

/** One line a second for a plug-in, which counts the others: one that always fails must not keep the log busy. */
export function createPluginLog(
  logger: Logger,
  { type, name }: { readonly type: 'processor' | 'hook'; readonly name: string },
): PluginLog {
  let quietUntil = 0
  let untold = 0
  return ({ id }, message, error) => {
    const now = performance.now()
    if (now < quietUntil) {
      untold++
      return
    }
    const defect = error instanceof Error ? describeDefect(error) : {}
    const requestId = id === null ? {} : { requestId: id }
    logger.error({ [type]: name, ...requestId, ...defect, ...(untold > 0 && { untold }) }, message)
    quietUntil = now + PAUSE_MS
    untold = 0
  }
}
