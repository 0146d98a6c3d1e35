import { AsyncLocalStorage } from 'node:async_hooks'

/** The plug-in code that is running, through timers and promises too. Of the process, as its surprises are. */
const running = new AsyncLocalStorage<string>()

/** Calls a function of a plug-in, so that {@link findGuiltyPlugin} knows whatever it leaves behind. */
export function runAsPlugin<Args extends unknown[], Result>(
  name: string,
  call: (...args: Args) => Result,
  ...args: Args
): Result {
  return running.run(name, call, ...args)
}

/**
 * In a handler of `uncaughtException` or `unhandledRejection`: the processor or hook of a plug-in that left behind what
 * was thrown, or null. What a plug-in leaves behind is not in any request's way, so it need not end the process.
 */
export function findGuiltyPlugin(): string | null {
  return running.getStore() ?? null
}
