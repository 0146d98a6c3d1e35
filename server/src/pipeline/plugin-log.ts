import { describeDefect, type Logger } from '../platform/logger.ts'
import { createLogPace } from './log-pace.ts'

/** Tells the log of a plug-in's troubles, with its name and the id of the request: by place, never in its own words. */
type PluginLog = (request: { readonly id: string | null }, message: string, error?: unknown) => void

export function createPluginLog(
  logger: Logger,
  { type, name }: { readonly type: 'processor' | 'hook'; readonly name: string },
): PluginLog {
  const pace = createLogPace()
  return ({ id }, message, error) => {
    const untold = pace()
    if (untold === null) return
    const defect = error instanceof Error ? describeDefect(error) : {}
    const requestId = id === null ? {} : { requestId: id }
    logger.error({ [type]: name, ...requestId, ...defect, ...(untold > 0 && { untold }) }, message)
  }
}
