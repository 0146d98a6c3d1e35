import { OperatorError } from '../platform/operator-error.ts'
import { listenForStop } from './stop-signals.ts'

/**
 * Does long work that SIGTERM and Ctrl+C end: it is told by the signal, and undoes what it has begun. A second one ends
 * the process at once.
 */
export async function untilStopped<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stopping = new AbortController()
  const stop = listenForStop(process.exit)
  void stop.requested.then(() => stopping.abort())
  try {
    return await work(stopping.signal)
  } catch (error) {
    if (!stopping.signal.aborted) throw error
    throw new OperatorError('Stopped; nothing has changed.', { cause: error })
  }
}
