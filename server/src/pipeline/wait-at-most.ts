export const TIMED_OUT: unique symbol = Symbol('timed out')

/** What a promise gives, or {@link TIMED_OUT}; a promise that rejects after that is nobody's concern any more. */
export async function waitAtMost<T>(promise: PromiseLike<T>, ms: number): Promise<T | typeof TIMED_OUT> {
  const { promise: timeUp, resolve } = Promise.withResolvers<typeof TIMED_OUT>()
  const timer = setTimeout(resolve, ms, TIMED_OUT)
  try {
    return await Promise.race([promise, timeUp])
  } finally {
    clearTimeout(timer)
  }
}
