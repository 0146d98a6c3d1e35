import { describeDefect, type Logger } from '../platform/logger.ts'
import type { EngineObserver } from './contract.ts'

/** An observer whose errors are logged: who only watches may not stop, nor repeat, what is watched. */
export function guardObserver(observer: EngineObserver, logger: Logger): EngineObserver {
  const guard = (observe: () => void) => {
    try {
      observe()
    } catch (error) {
      logger.error(error instanceof Error ? describeDefect(error) : {}, 'an observer of the engine failed')
    }
  }
  return {
    batchCommitted: (batch) => guard(() => observer.batchCommitted(batch)),
    batchRepeated: (cause) => guard(() => observer.batchRepeated(cause)),
    turnedAway: (reason, commands) => guard(() => observer.turnedAway(reason, commands)),
  }
}
